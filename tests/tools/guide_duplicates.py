#!/usr/bin/python3
"""No sentence stands twice in a guide pack, and the pack is complete.

A reader who meets one sentence under two items answers the two as one, and a narrative that joins both says it twice.
So, per language: every sentence of every item text differs from all others, after marks and blanks are dropped; no
risk shares its last clause with another of its category (the narrative puts them side by side); every text that the
facts promise is there, for the items of the framework, in its order.

usage: guide_duplicates.py [--framework FILE] [PACK FOLDER]   exit 1: a fault was found
"""
import os
import re
import sys

import yaml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FUNCTIONS = ('ID', 'PR', 'DE', 'RS', 'RC')
LANGUAGES = ('ja', 'en')
SEGMENTS = ('generic', 'generation', 'retail', 'aggregation-coordinator', 'resource-aggregator', 'private-facility')
FIELDS = ('topic', 'check.formal', 'check.plain', 'hint', 'na', 'risk.text', 'risk.if', 'risk.then', 'board', 'ask')
# The one line that a small group of items may share: texts of one merge key may carry the very same `then`.
MAY_SHARE_IN_MERGE = ('risk.then',)


def load(*path):
    with open(os.path.join(*path), encoding='utf-8') as f:
        return yaml.safe_load(f)


def texts(item):
    """(field, text) of everything said about one item."""
    for field in FIELDS:
        node = item
        for key in field.split('.'):
            node = node.get(key) if isinstance(node, dict) else None
        if node is not None:
            yield field, node
    for segment, text in (item.get('risk', {}).get('segments') or {}).items():
        yield 'risk.segments.' + segment, text
    for field in ('improve', 'evidence'):
        for level, text in (item.get(field) or {}).items():
            yield f'{field}.{level}', text


def sentences(language, text):
    # Papers in `evidence` are a list: the same small paper may back two items, the same list may not.
    parts = re.split('。' if language == 'ja' else r'(?<=[.?!])\s+', text)
    return [p.strip() for p in parts if p.strip()]


def bare(sentence):
    return re.sub(r'[\W_]+', '', sentence).lower()


def last_clause(language, then):
    if language == 'ja':
        body = re.sub(r'(おそれ|可能性)がある。$', '', then)
        return bare(body.split('、')[-1])
    return bare(re.split(r',| and ', then)[-1])


def duplicates(language, items, facts):
    seen, faults = {}, []
    for item, content in items.items():
        for field, text in texts(content):
            for sentence in sentences(language, text):
                place = seen.setdefault(bare(sentence), (item, field))
                if place == (item, field):
                    continue
                other = place[0]
                merged = facts[item].get('merge') and facts[item].get('merge') == facts[other].get('merge')
                if merged and item[:5] == other[:5] and field in MAY_SHARE_IN_MERGE:
                    continue
                faults.append(f'{language}: {item} {field} = {other} {place[1]}: {sentence}')
    return faults


def shared_endings(language, items, segment):
    """As a narrative for this segment would tell it: its own text where there is one, else the generic one."""
    seen, faults = {}, []
    for item, content in items.items():
        risk = content.get('risk', {})
        then = (risk.get('segments') or {}).get(segment, risk.get('then'))
        if not then:
            continue
        key = (item[:5], last_clause(language, then))
        if seen.setdefault(key, item) != item:
            faults.append(f'{language}, {segment}: {item} and {seen[key]} end their risk alike: {key[1]}')
    return faults


def incomplete(language, items, facts, order):
    faults = []
    if list(items) != order:
        wrong = [i for i in order if i not in items] + [i for i in items if i not in order]
        faults.append(f'{language}: ids missing or unknown: {wrong or "order differs from the framework"}')
    for item, content in items.items():
        have = {field for field, _ in texts(content)}
        need = {'topic', 'check.formal', 'check.plain'} | {f'improve.{n}' for n in range(4)}
        need |= {f'evidence.{n}' for n in (2, 3, 4)}
        need |= {'board', 'ask'} if facts.get(item, {}).get('board') else set()
        if 'risk.text' not in have:
            need |= {'risk.if', 'risk.then'}
        for field in sorted(need - have):
            faults.append(f'{language}: {item} has no {field}')
        if not facts.get(item, {}).get('board') and have & {'board', 'ask'}:
            faults.append(f'{language}: {item} has a board line but no board flag')
    return faults


def framework_ids(path):
    """Item ids in framework order: a category's id and a number from 1."""
    categories = [c for function in load(path)['functions'] for c in function['categories']]
    return [f"{c['id']}-{n}" for c in categories for n in range(1, c['items'] + 1)]


def main(arguments):
    framework = os.path.join(ROOT, 'data', 'framework', 'csf-1.1.yaml')
    if arguments[:1] == ['--framework']:
        framework, arguments = arguments[1], arguments[2:]
    pack = arguments[0] if arguments else os.path.join(ROOT, 'data', 'guide', 'tenken-default')
    facts = load(pack, 'items.yaml')['items']
    order = framework_ids(framework)
    faults = [] if list(facts) == order else ['items.yaml: ids are not the framework\'s, in its order']
    for language in LANGUAGES:
        items = {}
        for function in FUNCTIONS:
            items.update(load(pack, language, function + '.yaml')['items'])
        faults += incomplete(language, items, facts, order)
        faults += duplicates(language, items, facts)
        for segment in SEGMENTS:
            faults += shared_endings(language, items, segment)
    for fault in faults:
        print(fault)
    print(f'{os.path.relpath(pack, ROOT)}: {len(faults)} faults')
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
