/** Codes by camera, one or many in a row. The decoder is loaded when it is first needed. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Camera, CameraTrouble, type Trouble } from '../../scan/camera.ts';
import { startDecoder } from '../../scan/decoder.ts';
import { Both, type Words, words } from '../lib/words.tsx';
import { Dialog } from './dialog.tsx';

const troubles: Readonly<Record<Trouble, Words>> = {
  insecure: words(
    '只有 https 或 localhost 页面才能用摄像头，可改选图片或手工输入',
    'The camera needs https or localhost: choose a picture or type the code',
  ),
  none: words('没有找到摄像头，可改选图片或手工输入', 'No camera was found: choose a picture or type the code'),
  refused: words('摄像头权限被拒绝，请在浏览器设置中允许', 'The camera was refused: allow it in the settings of the browser'),
  busy: words('摄像头正被其他程序使用', 'Another program holds the camera'),
};

interface ScannerProps {
  readonly title: Words;
  /** Goes on after a code. */
  readonly many: boolean;
  readonly onCode: (text: string) => void;
  readonly onClose: () => void;
}

export function Scanner({ title, many, onCode, onClose }: ScannerProps): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState<Words>();
  const [found, setFound] = useState<readonly string[]>([]);
  const take = useRef((_: string): void => {});
  take.current = (text) => {
    if (found.includes(text)) return;
    setFound([...found, text]);
    navigator.vibrate?.(40);
    onCode(text);
    if (!many) onClose();
  };
  const decoder = useRef<ReturnType<typeof startDecoder>>(undefined);
  useEffect(() => {
    let ended = false;
    const camera = new Camera(video.current!);
    decoder.current = startDecoder(() =>
      setTrouble(words('识别组件未能加载，请手工输入', 'The decoder did not load: type the code')),
    );
    const watch = async (): Promise<void> => {
      try {
        await camera.start();
      } catch (error) {
        if (!ended) setTrouble(troubles[error instanceof CameraTrouble ? error.trouble : 'none']);
        return;
      }
      while (!ended) {
        const picture = camera.picture();
        for (const text of picture === undefined ? [] : await decoder.current!.decode(picture, false))
          if (!ended) take.current(text);
        await new Promise((next) => setTimeout(next, picture === undefined ? 100 : 30));
      }
    };
    void watch();
    return () => {
      ended = true;
      camera.stop();
    };
  }, []);
  return (
    <Dialog title={title} onClose={onClose} wide>
      <video ref={video} className="camera" playsInline muted />
      {trouble !== undefined && (
        <p className="notice bad" role="alert">
          <Both {...trouble} />
        </p>
      )}
      <p className="quiet" role="status">
        {found.length > 0 && (
          <>
            <Both {...words(`已扫 ${found.length} 个`, `${found.length} scanned`)} />：<code>{found.at(-1)!.slice(0, 60)}</code>
          </>
        )}
      </p>
      <p className="row end">
        <label className="button plain">
          <Both {...words('选图片', 'Picture')} />
          <input
            type="file"
            accept="image/*"
            className="hidden-input"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file === undefined) return;
              void decoder.current?.decode(file, true).then((texts) => {
                if (texts.length === 0) setTrouble(words('图片里没有找到条码或二维码', 'No symbol was found in the picture'));
                for (const text of texts) take.current(text);
              });
            }}
          />
        </label>
        <button type="button" className="button" onClick={onClose}>
          <Both {...words('完成', 'Done')} />
        </button>
      </p>
    </Dialog>
  );
}
