import { expect } from 'chai';
import { formatTabbed, formatTable } from '../../src/cli/print-table.ts';
import { createStyle } from '../../src/core/style.ts';

const PLAIN = createStyle(false);

describe('formatTable', () => {
  it('aligns columns, also with wide characters, and ends lines without spaces', () => {
    const rows = [
      ['METHOD', 'PATH', 'IN'],
      ['GET', '/聊天', 'a.yaml:1'],
      ['DELETE', '/goods', 'b.yaml:12'],
      ['GET', '/', ''],
    ];
    expect(formatTable(rows, PLAIN)).to.equal(
      ['METHOD  PATH    IN', 'GET     /聊天   a.yaml:1', 'DELETE  /goods  b.yaml:12', 'GET     /', ''].join('\n'),
    );
  });

  it('leaves out a column that nothing stands in', () => {
    expect(
      formatTable(
        [
          ['METHOD', 'NAME', 'PATH'],
          ['GET', '', '/'],
        ],
        PLAIN,
      ),
    ).to.equal('METHOD  PATH\nGET     /\n');
  });

  it('dims its head where there is colour', () => {
    expect(formatTable([['A'], ['b']], createStyle(true))).to.equal('\u001b[2mA\u001b[22m\nb\n');
  });

  it('keeps control characters from the terminal', () => {
    expect(formatTable([['A'], ['\u001b[2J\nx']], PLAIN)).to.equal('A\n\\x1b[2J\\nx\n');
  });
});

describe('formatTabbed', () => {
  it('writes a line a row, and no tab or line break of a cell as it is', () => {
    expect(
      formatTabbed([
        ['GET', '/a', ''],
        ['a\tb', 'c\nd', 'x'],
      ]),
    ).to.equal('GET\t/a\t\na\\tb\tc\\nd\tx\n');
  });

  it('is empty without rows', () => {
    expect(formatTabbed([])).to.equal('');
  });
});
