/** The table of walks: one for each route file of routes.d. */

import type { Example } from '../example.ts';
import { hello } from './01-hello.ts';
import { echo } from './02-echo.ts';
import { parameters } from './03-parameters.ts';
import { request } from './04-request.ts';
import { models } from './05-models.ts';
import { uploads } from './06-uploads.ts';
import { answers } from './07-answers.ts';
import { envelope } from './08-envelope.ts';
import { cases } from './09-cases.ts';
import { errors } from './10-errors.ts';
import { files } from './11-files.ts';
import { invented } from './12-invented.ts';
import { paths } from './13-paths.ts';
import { chat } from './14-chat.ts';
import { expectations } from './15-expectations.ts';
import { openapi } from './16-openapi.ts';
import { admin } from './admin/admin.ts';
import { items } from './routers/items.ts';
import { users } from './routers/users.ts';
import { goods } from './shop/goods.ts';
import { home } from './shop/home.ts';

export const WALKS: Readonly<Record<string, readonly Example[]>> = {
  '01-hello.yaml': hello,
  '02-echo.yaml': echo,
  '03-parameters.yaml': parameters,
  '04-request.yaml': request,
  '05-models.yaml': models,
  '06-uploads.yaml': uploads,
  '07-answers.yaml': answers,
  '08-envelope.yaml': envelope,
  '09-cases.yaml': cases,
  '10-errors.yaml': errors,
  '11-files.yaml': files,
  '12-invented.yaml': invented,
  '13-paths.yaml': paths,
  '14-chat.yaml': chat,
  '15-expectations.yaml': expectations,
  '16-openapi.yaml': openapi,
  'admin/admin.yaml': admin,
  'routers/items.yaml': items,
  'routers/users.yaml': users,
  'shop/goods.yaml': goods,
  'shop/home.yaml': home,
};
