/** The camera: which one, its light, and its pictures one after another. */
export type Trouble = 'insecure' | 'none' | 'refused' | 'busy';

export class CameraTrouble extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** Wider pictures cost time and find no more. */
const widest = 1_280;

export class Camera {
  readonly #video: HTMLVideoElement;
  readonly #canvas = document.createElement('canvas');
  #stream: MediaStream | undefined;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
  }

  get running(): boolean {
    return this.#stream !== undefined;
  }

  /** The one at the back unless another is named. Throws CameraTrouble. */
  async start(deviceId?: string): Promise<void> {
    if (!window.isSecureContext || navigator.mediaDevices === undefined) throw new CameraTrouble('insecure');
    this.stop();
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: {
          width: { ideal: widest },
          ...(deviceId === undefined ? { facingMode: { ideal: 'environment' } } : { deviceId: { exact: deviceId } }),
        },
      });
    } catch (error) {
      const { name } = error as DOMException;
      throw new CameraTrouble(name === 'NotAllowedError' ? 'refused' : name === 'NotReadableError' ? 'busy' : 'none');
    }
    this.#video.srcObject = this.#stream;
    await this.#video.play();
  }

  stop(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
    this.#video.srcObject = null;
  }

  /** Cameras by name; names are known only once one was allowed. */
  async devices(): Promise<{ id: string; name: string }[]> {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all
      .filter(({ kind }) => kind === 'videoinput')
      .map(({ deviceId, label }, i) => ({ id: deviceId, name: label || `${i + 1}` }));
  }

  get hasTorch(): boolean {
    const track = this.#stream?.getVideoTracks()[0];
    return (track?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch === true;
  }

  async torch(on: boolean): Promise<void> {
    const advanced = [{ torch: on }] as unknown as MediaTrackConstraintSet[];
    await this.#stream?.getVideoTracks()[0]?.applyConstraints({ advanced });
  }

  /** What the camera sees now; undefined before its first picture. */
  picture(): ImageData | undefined {
    const { videoWidth, videoHeight } = this.#video;
    if (this.#stream === undefined || videoWidth === 0) return undefined;
    const scale = Math.min(1, widest / videoWidth);
    this.#canvas.width = Math.round(videoWidth * scale);
    this.#canvas.height = Math.round(videoHeight * scale);
    const context = this.#canvas.getContext('2d', { willReadFrequently: true })!;
    context.drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    return context.getImageData(0, 0, this.#canvas.width, this.#canvas.height);
  }
}
