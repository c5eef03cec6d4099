"""Drive a session: read the clock, advance the session, schedule cues ahead of time, notify listeners.

The frontend calls `tick` several times a second. A gap between two ticks, because the process was stopped or the computer slept,
pauses the session at the last tick: nobody was following it.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Final

from trainer.cues.script import Cue, occupied, script
from trainer.cues.sounding import sounding
from trainer.cues.table import KEY_CLICK, KEY_REFUSED, LIVE_ONLY, REMINDER, CueKind, CueType, cue_of, side_of, sound_of
from trainer.cues.voice import MUTE, Voice, lasting_ms
from trainer.cues.words import countdown
from trainer.routine.plan import Plan
from trainer.run.ports import Clock, Listener, Sound
from trainer.run.speaker import Speaker
from trainer.session.events import Event, GetReadyTicked, PainReported, ResumeStarted, TimeAdjusted
from trainer.session.session import MAX_HORIZON_MS, Session
from trainer.session.states import Command, IllegalCommand, State
from trainer.settings.settings import DEFAULTS, Settings

GAP_NS: Final = 2_000_000_000
START_AHEAD_NS: Final = 120_000_000  # a device takes in what it will play 40 ms ahead, and a busy computer takes its time
HORIZON_S: Final = 0.5  # how far ahead cues are handed to the sound
FASTEST_SPOKEN: Final = 1.5  # times the speed; beyond, no voice
LIVE_DELAY_MS: Final = 350  # what is said outside the plan begins so long after its sound
REMINDER_NS: Final = 60_000_000_000
REP_REMINDER_NS: Final = 20_000_000_000  # of a self-paced rep, the first time
REP_REMINDER_AGAIN_NS: Final = 30_000_000_000
GAP_REASON: Final = "The computer slept or the trainer was stopped."
MOVING: Final = frozenset({State.RUNNING, State.RESUMING, State.WAITING})


class Driver:
    """Runs one session against a clock, at `speed` times real time."""

    def __init__(
        self,
        session: Session,
        clock: Clock,
        sound: Sound,
        *,
        speed: float = 1.0,
        voice: Voice = MUTE,
        settings: Settings = DEFAULTS,
        listeners: Iterable[Listener] = (),
    ) -> None:
        self.session = session
        self.speed = speed
        self._clock = clock
        self._sound = sound
        self._listeners = list(listeners)
        self._speaker = Speaker(voice if speed <= FASTEST_SPOKEN else MUTE, sound)
        self.settings = settings
        self._script_outdated = True  # the script is built on first use: that takes a while
        self._sounds: Mapping[tuple[int, CueKind], str] = {}
        self._texts: dict[tuple[int, CueKind], Cue] = {}
        self._taken: list[tuple[int, int]] = []  # when nothing else can be said
        self._anchor_ns = clock.now_ns()  # the real moment at which the session clock stood at `_anchor_ms`
        self._anchor_ms = session.now_ms
        self._last_tick_ns = self._anchor_ns
        self._last_tick_awake_ns = clock.awake_ns()
        self._next_reminder_ns: int | None = None  # when the next reminder is due
        self._reminder_state: State | None = None
        self._in_pain = False
        self._scheduled_ms = session.now_ms  # cues up to here have been scheduled
        self._upcoming: list[Event] = []  # as they were when cues were scheduled last: at each tick and command

    # ---- time

    def tick(self) -> None:
        """Advance the session to the current time, and schedule the cues of the near future."""
        self._advance()
        self._schedule()

    def _advance(self) -> None:
        now_ns, awake_ns = self._clock.now_ns(), self._clock.awake_ns()
        gap = now_ns - self._last_tick_ns > GAP_NS or awake_ns - self._last_tick_awake_ns > GAP_NS
        self._last_tick_ns, self._last_tick_awake_ns = now_ns, awake_ns
        if gap:
            self._anchor_ns, self._anchor_ms = now_ns, self.session.now_ms
            if self.session.state in MOVING:
                self._apply_events(self.session.apply(Command.PAUSE, because=GAP_REASON))
            return
        now_ms = self._session_ms(now_ns)
        events = self.session.advance(now_ms)
        self._play([event for event in events if event.at_ms > self._scheduled_ms])
        self._scheduled_ms = max(self._scheduled_ms, now_ms)
        self._remind(now_ns)
        self._notify(events)

    def seconds_to_next(self, at_most: float) -> float:
        """Real seconds until the next event, at most `at_most` (less than `HORIZON_S`): when to tick again."""
        for event in self._upcoming:
            return min(at_most, max(0.0, self._real_s(event.at_ms) - self._clock.now_ns() / 1e9))
        return at_most

    # ---- commands

    def do(self, command: Command) -> bool:
        """Give the session a command now; False, and no change, if its state does not allow it."""
        self._advance()
        try:
            events = self.session.apply(command)
        except IllegalCommand:
            self._schedule()
            return False
        if not self._apply_events(events):
            self.click()
        return True

    def ease(self, low: Plan) -> None:
        """Switch to a lower effort from the next rep on."""
        self._advance()
        self._apply_events(self.session.ease(low))
        self.click()

    def start(self) -> None:
        """Start the session shortly, so that even its first cue is scheduled ahead of time."""
        if self._script_outdated:  # on a busy computer that takes longer than the delay
            self._build_script()
        self._last_tick_ns, self._last_tick_awake_ns = self._clock.now_ns(), self._clock.awake_ns()
        self._anchor_ns, self._anchor_ms = self._last_tick_ns + START_AHEAD_NS, self.session.now_ms
        self._apply_events(self.session.apply(Command.START))

    def click(self, *, taken: bool = True) -> None:
        """Acknowledge a key by sound: accepted or refused."""
        self._sound.play((KEY_CLICK if taken else KEY_REFUSED).name, self._clock.now_ns() / 1e9)

    def _apply_events(self, events: list[Event]) -> bool:
        """Cancel pending cues, then play and publish the events of a command; returns whether any of them has a sound."""
        adjusted = any(isinstance(event, TimeAdjusted) for event in events)
        unfinished = self._unfinished() if adjusted else []
        self._sound.cancel()
        self._speaker.cancel()
        if adjusted:
            self._build_script()
        self._in_pain = self._in_pain or any(isinstance(event, PainReported) for event in events)
        self._next_reminder_ns = None  # the person is there
        has_sound = self._play(events)
        self._scheduled_ms = self.session.now_ms
        for cue in unfinished:
            self._say_on(cue)
        self._schedule()
        self._notify(events)
        return has_sound

    # ---- sound and listeners

    def use_settings(self, settings: Settings) -> None:
        """Change the settings, and reschedule pending cues."""
        self.settings = settings
        self._build_script()
        self._sound.cancel()
        self._speaker.cancel()
        self._scheduled_ms = self.session.now_ms
        self._schedule()

    def use_voice(self, voice: Voice) -> None:
        """Use this voice from now on: more texts may be available since the last one."""
        if self.speed <= FASTEST_SPOKEN and voice is not self._speaker.voice:
            self._speaker.voice = voice
            self._script_outdated = True

    def say(self, text: str) -> bool:
        """Say something that is not in the plan; False where the voice or a countdown is in the way: it can be said later."""
        length = self._speaker.voice.length_ms(text)
        if length is None or not self.settings.voice:
            return True
        now = self._clock.now_ns() / 1e9
        if self._speaker.speaks(now) or not self._quiet_for(length):
            return False
        self._speaker.say(text, now)
        self._schedule()
        return True

    def _unfinished(self) -> list[Cue]:
        """The cues of the plan whose text is being said, or about to be."""
        if self.session.state is not State.RUNNING or not self._speaker.speaks(self._clock.now_ns() / 1e9):
            return []
        here = self.session.position_ms
        return [cue for cue in self._texts.values() if cue.at_ms <= here < self._spoken_ms(cue)[1]]

    def _spoken_ms(self, cue: Cue) -> tuple[int, int]:
        """From when to when a cue's text is said."""
        begin = cue.voice_at_ms or 0
        return begin, begin + (self._length_ms(cue.text or "") or 0)

    def _say_on(self, cue: Cue) -> None:
        """Say the rest of a text that a change of the plan broke off, as it now is; nothing where it has no time."""
        changed = self._texts.get((cue.at_ms, cue.kind))
        if changed is None or changed.phase is None:
            return
        here, own = self.session.position_ms, self._spoken_ms(changed)
        said_ms = (here - self._spoken_ms(cue)[0]) / self.speed
        clips = self._speaker.voice.unsaid(cue.text or "", said_ms, changed.text or "")
        begin = max(own[0], here + math.ceil(LIVE_DELAY_MS * self.speed))
        end = begin + math.ceil(lasting_ms(clips) * self.speed)
        free = all(after <= begin or end <= at for at, after in self._taken if (at, after) != own)
        if free and end <= self.session.plan.phases[changed.phase].end_ms:
            self._speaker.say_clips(clips, self._real_s(self.session.now_ms + begin - here))

    def _quiet_for(self, length_ms: int) -> bool:
        """Whether nothing of the plan is said or counted down within the next real milliseconds."""
        if self.session.state is State.RESUMING:
            return False
        if self.session.state is not State.RUNNING:
            return True
        if self._script_outdated:
            self._build_script()
        begin = self.session.position_ms
        end = begin + math.ceil(length_ms * self.speed)
        return all(after <= begin or end <= before for before, after in self._taken)

    def _build_script(self) -> None:
        """Compute what is heard when, for the current plan."""
        cues = script(self.session.plan, self._length_ms, counting=self.settings.counting)
        self._sounds = sounding(cues, self.speed)
        self._texts = {(cue.at_ms, cue.kind): cue for cue in cues if cue.text is not None}
        self._taken = occupied(cues, self._length_ms)
        self._script_outdated = False

    def _length_ms(self, text: str) -> int | None:
        """The length of a spoken text in plan milliseconds, which pass `speed` times as fast as real ones."""
        length = self._speaker.voice.length_ms(text)
        return math.ceil(length * self.speed) if length is not None else None

    def _remind(self, now_ns: int) -> None:
        """Play a soft reminder now and then while the session is paused or waiting, unless the person is in pain."""
        state = self.session.state
        if state is not State.PAUSED:
            self._in_pain = False
        if state not in (State.PAUSED, State.WAITING) or self._in_pain:
            self._next_reminder_ns = None
        elif self._next_reminder_ns is None or self._reminder_state is not state:
            self._next_reminder_ns = now_ns + (REP_REMINDER_NS if state is State.WAITING else REMINDER_NS)
            self._reminder_state = state
        elif now_ns >= self._next_reminder_ns:
            self._next_reminder_ns = now_ns + (REP_REMINDER_AGAIN_NS if state is State.WAITING else REMINDER_NS)
            self._sound.play(REMINDER.name, now_ns / 1e9)

    def _schedule(self) -> None:
        """Schedule the cues of the near future, each once."""
        horizon = min(MAX_HORIZON_MS, int(HORIZON_S * 1000 * self.speed))
        now_ms = self.session.now_ms
        self._upcoming = self.session.upcoming(now_ms, horizon)
        self._play([event for event in self._upcoming if event.at_ms > self._scheduled_ms])
        self._scheduled_ms = max(self._scheduled_ms, now_ms + horizon)
        self._speaker.flush(self._clock.now_ns() / 1e9 + HORIZON_S)

    def _play(self, events: list[Event]) -> bool:
        """Play the cues of events; returns whether any of them has a sound, audible or not."""
        if events and self._script_outdated:
            self._build_script()
        has_sound = False
        for event in events:
            if (cue := cue_of(event)) is None:
                continue
            if name := self._sound_name(event, cue):
                has_sound = True
                if self.settings.beeps or isinstance(event, LIVE_ONLY):
                    self._sound.play(name, self._real_s(event.at_ms))
            if self.settings.voice:
                self._speak(event, cue)
        return has_sound

    def _speak(self, event: Event, given: CueType) -> None:
        if isinstance(event, ResumeStarted | GetReadyTicked):
            text = countdown(event.left)
            length = self._speaker.voice.length_ms(text)
            if length is not None and (LIVE_DELAY_MS + length) * self.speed <= 1000:  # not over the next tick
                self._speaker.say(text, self._real_s(event.at_ms) + LIVE_DELAY_MS / 1000)
        elif isinstance(event, LIVE_ONLY):
            if given.live_text and not isinstance(event, PainReported):
                self._speaker.say(given.live_text, self._real_s(event.at_ms) + LIVE_DELAY_MS / 1000)
        elif (cue := self._texts.get((event.plan_ms, given.kind))) and cue.text and cue.voice_at_ms is not None:
            self._speaker.say(cue.text, self._real_s(event.at_ms + cue.voice_at_ms - cue.at_ms))

    def _sound_name(self, event: Event, cue: CueType) -> str | None:
        """The sound of an event; None if a simultaneous one replaces it."""
        if isinstance(event, LIVE_ONLY):
            return sound_of(cue.kind, side_of(event))
        return self._sounds.get((event.plan_ms, cue.kind))

    def _notify(self, events: list[Event]) -> None:
        for event in events:
            for listener in self._listeners:
                listener.on_session_event(event)

    # ---- session clock and real clock

    def _session_ms(self, now_ns: int) -> int:
        return max(self.session.now_ms, self._anchor_ms + int((now_ns - self._anchor_ns) * self.speed) // 1_000_000)

    def _real_s(self, at_ms: int) -> float:
        """The time on `perf_counter`, in seconds, when the session clock is at `at_ms`."""
        return self._anchor_ns / 1e9 + (at_ms - self._anchor_ms) / 1000 / self.speed
