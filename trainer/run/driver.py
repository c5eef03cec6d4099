"""The driver of a session: looks at the clock, lets the session advance, plays its cues ahead of time, tells the listeners.

Whoever shows the session calls `look` often (several times a second). A gap between two looks, because the process was
stopped or the computer slept, pauses the session at the last look: nobody followed it meanwhile.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Final

from trainer.cues.script import Cue, occupied, script
from trainer.cues.sounding import sounding
from trainer.cues.table import KEY_CLICK, KEY_REFUSED, LIVE_ONLY, REMINDER, CueKind, CueType, cue_of, side_of, sound_of
from trainer.cues.voice import MUTE, Voice
from trainer.cues.words import counted
from trainer.routine.plan import Plan
from trainer.run.ports import Clock, Listener, Sound
from trainer.run.speaker import ALL, Hearing, Speaker
from trainer.session.events import Event, GetReadyTicked, PainReported, ResumeStarted, TimeAdjusted
from trainer.session.session import LONGEST_HORIZON_MS, Session
from trainer.session.states import Command, IllegalCommand, State

GAP_NS: Final = 2_000_000_000
START_AHEAD_NS: Final = 120_000_000  # a device takes in what it will play 40 ms ahead, and a busy computer takes its time
HORIZON_S: Final = 0.5  # how far ahead cues are handed to the sound
FASTEST_SPOKEN: Final = 1.5  # times the speed; beyond, no voice
LIVE_DELAY_MS: Final = 350  # what is said outside the plan begins so long after its sound
REMINDER_NS: Final = 60_000_000_000
REP_REMINDER_NS: Final = 20_000_000_000  # of a rep at the person's own pace, the first time
REP_REMINDER_AGAIN_NS: Final = 30_000_000_000
GAP_REASON: Final = "The computer slept or the trainer was stopped."
MOVING: Final = frozenset({State.RUNNING, State.RESUMING, State.WAITING})


class Driver:
    """Drives one session by a clock, `speed` times as fast as it is."""

    def __init__(
        self,
        session: Session,
        clock: Clock,
        sound: Sound,
        *,
        speed: float = 1.0,
        voice: Voice = MUTE,
        hearing: Hearing = ALL,
        listeners: Iterable[Listener] = (),
    ) -> None:
        self.session = session
        self.speed = speed
        self._clock = clock
        self._sound = sound
        self._listeners = list(listeners)
        self._speaker = Speaker(voice if speed <= FASTEST_SPOKEN else MUTE, sound)
        self.hearing = hearing
        self._unwritten = True  # the script: it takes its time, and is written when something is played
        self._sounds: Mapping[tuple[int, CueKind], str] = {}
        self._texts: dict[tuple[int, CueKind], Cue] = {}
        self._taken: list[tuple[int, int]] = []  # when nothing else can be said
        self._anchor_ns = clock.now_ns()  # the real moment at which the session clock stood at `_anchor_ms`
        self._anchor_ms = session.now_ms
        self._looked_ns = self._anchor_ns
        self._looked_awake_ns = clock.awake_ns()
        self._remind_ns: int | None = None  # the moment of the next soft reminder
        self._remind_for: State | None = None
        self._hurts = False
        self._scheduled_ms = session.now_ms  # cues up to here have been handed to the sound

    # ---- time

    def look(self) -> list[Event]:
        """Let the session come to the present moment; returns what happened since the last look."""
        now_ns, awake_ns = self._clock.now_ns(), self._clock.awake_ns()
        gap = now_ns - self._looked_ns > GAP_NS or awake_ns - self._looked_awake_ns > GAP_NS
        self._looked_ns, self._looked_awake_ns = now_ns, awake_ns
        if gap:
            self._anchor_ns, self._anchor_ms = now_ns, self.session.now_ms
            return self._pause_for_gap() if self.session.state in MOVING else []
        now_ms = self._session_ms(now_ns)
        events = self.session.advance(now_ms)
        self._play([event for event in events if event.at_ms > self._scheduled_ms])
        self._scheduled_ms = max(self._scheduled_ms, now_ms)
        self._schedule()
        self._remind(now_ns)
        self._tell(events)
        return events

    def seconds_to_next(self, at_most: float) -> float:
        """Real seconds until the next event, `at_most` where none comes before: when to look again."""
        horizon = min(LONGEST_HORIZON_MS, int(at_most * 1000 * self.speed) + 1)
        for event in self.session.upcoming(self.session.now_ms, horizon):
            return min(at_most, max(0.0, self._real_s(event.at_ms) - self._clock.now_ns() / 1e9))
        return at_most

    # ---- commands

    def do(self, command: Command) -> bool:
        """Give the session a command at the present moment. False when its state does not allow it (nothing happens then)."""
        self.look()
        try:
            events = self.session.apply(command)
        except IllegalCommand:
            return False
        if not self._take_in(events):
            self.click()
        return True

    def ease(self, low: Plan) -> None:
        """Go on at a lower effort from the next rep on."""
        self.look()
        self._take_in(self.session.ease(low))
        self.click()

    def start(self) -> None:
        """Let the session begin in a moment, so that its first cue too is handed to the sound ahead of time."""
        if self._unwritten:  # it takes longer than that moment where the computer has much to do
            self._write_script()
        self._looked_ns, self._looked_awake_ns = self._clock.now_ns(), self._clock.awake_ns()
        self._anchor_ns, self._anchor_ms = self._looked_ns + START_AHEAD_NS, self.session.now_ms
        self._take_in(self.session.apply(Command.START))

    def click(self, *, taken: bool = True) -> None:
        """Answer a key by its sound: it was taken, or it does nothing now."""
        self._sound.play((KEY_CLICK if taken else KEY_REFUSED).name, self._clock.now_ns() / 1e9)

    def _pause_for_gap(self) -> list[Event]:
        events = self.session.apply(Command.PAUSE, because=GAP_REASON)
        self._take_in(events)
        return events

    def _take_in(self, events: list[Event]) -> bool:
        """Cancel pending cues, and play and tell what a command brought about; returns whether that has a sound."""
        self._sound.cancel()
        self._speaker.cancel()
        if any(isinstance(event, TimeAdjusted) for event in events):
            self._write_script()
        self._hurts = self._hurts or any(isinstance(event, PainReported) for event in events)
        self._remind_ns = None  # the person is there
        has_sound = self._play(events)
        self._scheduled_ms = self.session.now_ms
        self._schedule()
        self._tell(events)
        return has_sound

    # ---- sound and listeners

    def hear(self, hearing: Hearing) -> None:
        """Change what is to be heard from now on."""
        self.hearing = hearing
        self._write_script()
        self._sound.cancel()
        self._speaker.cancel()
        self._scheduled_ms = self.session.now_ms
        self._schedule()

    def use(self, voice: Voice) -> None:
        """Say from now on what this voice can say: more texts may have been spoken since."""
        if self.speed <= FASTEST_SPOKEN and voice is not self._speaker.voice:
            self._speaker.voice = voice
            self._unwritten = True

    def say(self, text: str) -> bool:
        """Say something that is not in the plan; False where the voice or a countdown is in the way: it can be said later."""
        length = self._speaker.voice.length_ms(text)
        if length is None or not self.hearing.voice:
            return True
        now = self._clock.now_ns() / 1e9
        if self._speaker.speaks(now) or not self._quiet_for(length):
            return False
        self._speaker.say(text, now)
        self._schedule()
        return True

    def _quiet_for(self, length_ms: int) -> bool:
        """Whether nothing of the plan is said or counted down within the next real milliseconds."""
        if self.session.state is State.RESUMING:
            return False
        if self.session.state is not State.RUNNING:
            return True
        if self._unwritten:
            self._write_script()
        begin = self.session.place_ms
        end = begin + math.ceil(length_ms * self.speed)
        return all(after <= begin or end <= before for before, after in self._taken)

    def _write_script(self) -> None:
        """What is heard when, for the plan as it is now."""
        cues = script(self.session.plan, self._length_ms, counting=self.hearing.counting)
        self._sounds = sounding(cues, self.speed)
        self._texts = {(cue.at_ms, cue.kind): cue for cue in cues if cue.text is not None}
        self._taken = occupied(cues, self._length_ms)
        self._unwritten = False

    def _length_ms(self, text: str) -> int | None:
        """How long a text takes, in milliseconds of the plan (which runs `speed` times as fast as the voice)."""
        length = self._speaker.voice.length_ms(text)
        return math.ceil(length * self.speed) if length is not None else None

    def _remind(self, now_ns: int) -> None:
        """While the session stands still or waits, say so now and then, softly; not to somebody who hurts."""
        state = self.session.state
        if state is not State.PAUSED:
            self._hurts = False
        if state not in (State.PAUSED, State.WAITING) or self._hurts:
            self._remind_ns = None
        elif self._remind_ns is None or self._remind_for is not state:
            self._remind_ns = now_ns + (REP_REMINDER_NS if state is State.WAITING else REMINDER_NS)
            self._remind_for = state
        elif now_ns >= self._remind_ns:
            self._remind_ns = now_ns + (REP_REMINDER_AGAIN_NS if state is State.WAITING else REMINDER_NS)
            self._sound.play(REMINDER.name, now_ns / 1e9)

    def _schedule(self) -> None:
        """Hand the cues of the near future to the sound, each once."""
        horizon = min(LONGEST_HORIZON_MS, int(HORIZON_S * 1000 * self.speed))
        now_ms = self.session.now_ms
        self._play([event for event in self.session.upcoming(now_ms, horizon) if event.at_ms > self._scheduled_ms])
        self._scheduled_ms = max(self._scheduled_ms, now_ms + horizon)
        self._speaker.look(self._clock.now_ns() / 1e9 + HORIZON_S)

    def _play(self, events: list[Event]) -> bool:
        """Play the cues of events; returns whether one of them has a sound, be it heard or not."""
        if events and self._unwritten:
            self._write_script()
        has_sound = False
        for event in events:
            if (cue := cue_of(event)) is None:
                continue
            if name := self._sound_name(event, cue):
                has_sound = True
                if self.hearing.beeps or isinstance(event, LIVE_ONLY):
                    self._sound.play(name, self._real_s(event.at_ms))
            if self.hearing.voice:
                self._speak(event, cue)
        return has_sound

    def _speak(self, event: Event, given: CueType) -> None:
        if isinstance(event, ResumeStarted | GetReadyTicked):
            text = counted(event.left)
            length = self._speaker.voice.length_ms(text)
            if length is not None and (LIVE_DELAY_MS + length) * self.speed <= 1000:  # not over the next tick
                self._speaker.say(text, self._real_s(event.at_ms) + LIVE_DELAY_MS / 1000)
        elif isinstance(event, LIVE_ONLY):
            if given.live_text and not isinstance(event, PainReported):
                self._speaker.say(given.live_text, self._real_s(event.at_ms) + LIVE_DELAY_MS / 1000)
        elif (cue := self._texts.get((event.plan_ms, given.kind))) and cue.text and cue.voice_at_ms is not None:
            self._speaker.say(cue.text, self._real_s(event.at_ms + cue.voice_at_ms - cue.at_ms))

    def _sound_name(self, event: Event, cue: CueType) -> str | None:
        """The sound of an event; None where another of the same moment is heard."""
        if isinstance(event, LIVE_ONLY):
            return sound_of(cue.kind, side_of(event))
        return self._sounds.get((event.plan_ms, cue.kind))

    def _tell(self, events: list[Event]) -> None:
        for event in events:
            for listener in self._listeners:
                listener.happened(event)

    # ---- session clock and real clock

    def _session_ms(self, now_ns: int) -> int:
        return max(self.session.now_ms, self._anchor_ms + int((now_ns - self._anchor_ns) * self.speed) // 1_000_000)

    def _real_s(self, at_ms: int) -> float:
        """The moment on `perf_counter`, in seconds, at which the session clock stands at `at_ms`."""
        return self._anchor_ns / 1e9 + (at_ms - self._anchor_ms) / 1000 / self.speed
