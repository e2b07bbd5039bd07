import { both } from '../../national.ts';
import type { Scheme } from '../../types.ts';

/** Object identifiers as read: what lies below the arc is its owner’s affair. */
export const oid: Scheme = {
  id: 'oid',
  name: both('对象标识符 OID', 'Object identifier'),
  source: 'ISO/IEC 9834-1, GB/T 17969.1',
  verified: true,
  shape: { ascii: [5, 200] },
  read({ code }) {
    const match = /^(?:urn:oid:|OID\.?:?)?([0-2](?:\.(?:0|[1-9]\d{0,38})){3,})$/i.exec(code);
    if (match === null) return undefined;
    const arcs = match[1]!.split('.');
    return {
      scheme: 'oid',
      canonical: `urn:oid:${match[1]}`,
      structure: Number(arcs[0]) < 2 && Number(arcs[1]) > 39 ? 'invalid' : 'valid',
      reasons:
        Number(arcs[0]) < 2 && Number(arcs[1]) > 39
          ? [both(`第二弧为 ${arcs[1]}，0 和 1 之下至多 39`, `the second arc is ${arcs[1]}, at most 39 below 0 and 1`)]
          : [],
      warnings: [],
      verified: true,
      strength: 'structured',
      grain: 'instance',
      segments: [
        { name: 'root', label: both('根弧', 'root arcs'), value: arcs.slice(0, 3).join('.') },
        { name: 'rest', label: both('其余', 'the rest'), value: arcs.slice(3).join('.') },
      ],
    };
  },
};
