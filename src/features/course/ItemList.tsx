import type { ReactNode } from 'react';
import type { CourseItem } from '../../domain/course/item.ts';
import type { Evidence } from '../../domain/chart/evidence.ts';
import { recordKey } from '../../domain/chart/evidence.ts';
import { useRecord } from '../../session/useRecord.ts';
import { useEhrName } from '../../session/useWho.ts';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { Quiet, Small } from '../../ui/Text.tsx';
import { basis } from '../../words/basis.ts';
import { course as words } from '../../words/course.ts';
import { ago } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import { FirstFew } from './FirstFew.tsx';
import { GlyphIcon } from './Glyph.tsx';
import css from './ItemList.module.css';
import { shapeOf } from './shapes.ts';
import { sayTime } from './told.ts';

export interface ItemListProps {
  readonly items: readonly CourseItem[];
  readonly asOf: number;
  readonly severalOrigins: boolean;
}

/** Items in words, each with the shape that it has in the picture and with what it rests on. */
export function ItemList({ items, asOf, severalOrigins }: ItemListProps): ReactNode {
  return (
    <ul>
      {items.map((item) => (
        <Item key={item.id}>
          <Head>
            <GlyphIcon shape={shapeOf(item.what)} />
            <p>
              <strong>{words.whole(item.what)}</strong> {sayTime(item)}{' '}
              {item.when !== null && <Quiet>{ago(item.when, asOf)}</Quiet>}
            </p>
          </Head>
          <Rests item={item} asOf={asOf} severalOrigins={severalOrigins} />
        </Item>
      ))}
    </ul>
  );
}

function Rests({
  item: { evidence },
  asOf,
  severalOrigins,
}: Omit<ItemListProps, 'items'> & { readonly item: CourseItem }): ReactNode {
  if (evidence.length === 0) return <Small as="p">{words.noRecord}</Small>;
  return (
    <FirstFew all={evidence} more={words.moreRecords}>
      {(some) => <Lines evidence={some} asOf={asOf} severalOrigins={severalOrigins} />}
    </FirstFew>
  );
}

function Lines({
  evidence,
  asOf,
  severalOrigins,
}: Omit<ItemListProps, 'items'> & { readonly evidence: readonly Evidence[] }): ReactNode {
  const ehr = useEhrName();
  const record = useRecord();
  return (
    <ul>
      {evidence.map((one) => (
        <li key={`${recordKey(one)} ${one.label} ${one.value ?? ''}`}>
          <EvidenceLine
            evidence={one}
            asOf={asOf}
            origin={severalOrigins ? basis.sources.originName(one.origin, ehr) : undefined}
            record={record}
          />
        </li>
      ))}
    </ul>
  );
}

const Item = dressed('li', css.item);
const Head = dressed('div', css.head);
