/** What somebody asks to be told of. What is typed stays until it was taken. */
import type { ReactNode } from 'react';
import { zhuisu } from '../../shared/api.ts';
import { freshAsked, requestOf, type Topic, topicNames } from '../../shared/told.ts';
import { DialogForm } from '../shell/dialog-form.tsx';
import { useDraft } from '../shell/draft.ts';
import { useMe } from '../shell/me.ts';
import { say } from '../shell/notices.tsx';
import { W, words } from '../shell/words.tsx';

export function AskDialog({ close, done }: { readonly close: () => void; readonly done: () => void }): ReactNode {
  const [typed, type, clear] = useDraft('notices new', freshAsked);
  const me = useMe();
  // Lists of recalls go to those who hold things.
  const topics = (Object.keys(topicNames) as Topic[]).filter((each) => each !== 'recall_published' || me.data?.organisation);
  const send = async (): Promise<void> => {
    await zhuisu().notices.subscribe(requestOf(typed));
    clear();
    say('已订阅', 'Subscribed');
    done();
  };
  return (
    <DialogForm title={words('新的订阅', 'Subscribe')} act={words('订阅', 'Subscribe')} send={send} close={close}>
      <label>
        <W zh="告知什么" en="what" />
        <select name="topic" value={typed.topic} onChange={({ currentTarget }) => type({ topic: currentTarget.value as Topic })}>
          {topics.map((each) => (
            <option key={each} value={each}>
              {topicNames[each].zh} {topicNames[each].en}
            </option>
          ))}
        </select>
      </label>
      {typed.topic === 'findings' && (
        <label className="check">
          <input
            type="checkbox"
            name="grave"
            checked={typed.grave}
            onChange={({ currentTarget }) => type({ grave: currentTarget.checked })}
          />{' '}
          <W zh="只要严重的" en="the grave ones alone" />
        </label>
      )}
      {typed.topic === 'digest' && (
        <label>
          <W zh="每天几时（北京时间）" en="at which hour, China" />
          <input
            name="hour"
            type="number"
            min={0}
            max={23}
            required
            value={typed.hour}
            onChange={({ currentTarget }) => type({ hour: currentTarget.value })}
          />
        </label>
      )}
      <label>
        <W zh="投递到（https 地址；不填则放入收件箱）" en="deliver to; the inbox unless given" />
        <input
          name="dest"
          type="url"
          maxLength={2_000}
          placeholder="https://"
          value={typed.dest}
          onChange={({ currentTarget }) => type({ dest: currentTarget.value })}
        />
      </label>
      {typed.dest.trim() !== '' && (
        <label>
          <W zh="签名密钥（对方凭它验证 GS1-Signature）" en="key by which GS1-Signature is checked" />
          <input
            name="token"
            maxLength={512}
            autoComplete="off"
            value={typed.token}
            onChange={({ currentTarget }) => type({ token: currentTarget.value })}
          />
        </label>
      )}
    </DialogForm>
  );
}
