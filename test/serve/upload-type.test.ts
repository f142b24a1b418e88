import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { judgeType } from '../../src/serve/upload-type.ts';

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
const PNG = hex('89504e470d0a1a0a0000000d4948445200000001');
const PDF = Buffer.from('%PDF-1.7\n%\n');
const ZIP = hex('504b0506000000000000000000000000000000000000');
const COMPOUND = Buffer.concat([hex('d0cf11e0a1b11ae1'), Buffer.alloc(600)]);
const XML = Buffer.from('<?xml version="1.0"?><a/>');
const TEXT = Buffer.from('name;price\npen;1\n');

describe('judgeType', () => {
  const rows: readonly (readonly [claimed: string, content: Buffer, type: string])[] = [
    ['image/png', PNG, 'image/png'],
    ['image/jpeg', PNG, 'image/png'],
    ['text/plain', PNG, 'image/png'],
    ['', PNG, 'image/png'],
    ['application/vnd.ms-excel', PNG, 'image/png'],
    ['application/pdf', PDF, 'application/pdf'],
    ['image/png', TEXT, 'application/octet-stream'],
    ['application/pdf', TEXT, 'application/octet-stream'],
    ['image/png', Buffer.alloc(0), 'application/octet-stream'],
    ['text/csv', TEXT, 'text/csv'],
    ['text/csv', Buffer.alloc(0), 'text/csv'],
    ['application/json', TEXT, 'application/json'],
    ['application/xml', TEXT, 'application/xml'],
    ['application/x-our-own', TEXT, 'application/x-our-own'],
    ['', TEXT, 'application/octet-stream'],
    ['application/x-zip-compressed', ZIP, 'application/zip'],
    ['application/vnd.our.bundle+zip', ZIP, 'application/vnd.our.bundle+zip'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', ZIP, 'application/zip'],
    ['text/plain', ZIP, 'application/zip'],
    ['application/msword', COMPOUND, 'application/msword'],
    ['application/vnd.ms-excel', COMPOUND, 'application/vnd.ms-excel'],
    ['image/gif', COMPOUND, 'application/x-cfb'],
    ['image/svg+xml', XML, 'image/svg+xml'],
    ['text/xml', XML, 'text/xml'],
    ['text/html', XML, 'application/xml'],
  ];
  for (const [claimed, content, type] of rows) {
    it(`takes "${claimed}" with ${JSON.stringify(content.toString('latin1', 0, 8))} for ${type}`, async () => {
      const stored = { size: content.length, sha256: '', read: () => content };
      expect(await judgeType(claimed, { ...stored, at: content })).to.equal(type);
      const folder = mkdtempSync(join(tmpdir(), 'mockapi-test-'));
      try {
        writeFileSync(join(folder, 'upload'), content);
        expect(await judgeType(claimed, { ...stored, at: join(folder, 'upload') })).to.equal(type);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});
