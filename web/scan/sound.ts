/** Tones that need no looking: one for a new code, two low ones for a code seen before or not known. */
let audio: AudioContext | undefined;

export function sound(kind: 'new' | 'doubtful', on: boolean): void {
  navigator.vibrate?.(kind === 'new' ? 40 : [60, 60, 60]);
  if (!on) return;
  audio ??= new AudioContext();
  const tones =
    kind === 'new'
      ? [[1_320, 0]]
      : ([
          [440, 0],
          [440, 0.16],
        ] as const);
  for (const [pitch, after] of tones) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch!;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + after!);
    tone.stop(audio.currentTime + after! + 0.11);
  }
}
