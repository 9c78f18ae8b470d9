// npm node-routeros at a simulated router: one line "ok WHAT" for each thing that went as it should, exit code 1 at the first that did not.
const { RouterOSAPI } = require('node-routeros');
const [port, tlsPort, mode] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];

const open = async (over) => {
  const api = new RouterOSAPI({ host: '127.0.0.1', port, user: 'admin', password: 'lab', timeout: 20, ...over });
  api.on('error', () => {});
  return await api.connect();
};
const expect = (condition, what) => {
  if (!condition) throw new Error(what);
  console.log('ok ' + what);
};
const refused = async (promise, text, what) => {
  let message = 'was not refused';
  try { await promise; } catch (error) { message = String(error.message || error.errno || error); }
  expect(message.includes(text), what + ': ' + message);
};

async function everything() {
  await refused(open({ password: 'wrong' }), 'CANTLOGIN', 'wrong password').catch(async () => refused(open({ password: 'wrong' }), 'invalid', 'wrong password'));
  const tls = await open({ port: tlsPort, tls: { rejectUnauthorized: false } });
  expect((await tls.write('/ip/route/print')).length > 1, 'print over tls');
  await tls.close();
  const api = await open();
  const [added] = await api.write('/ip/pool/add', ['=name=peer', '=ranges=10.9.0.1-10.9.0.9']);
  expect(added.ret.startsWith('*'), 'add');
  await api.write('/ip/pool/set', ['=.id=' + added.ret, '=ranges=10.9.0.1-10.9.0.20']);
  const rows = await api.write('/ip/pool/print', ['=.proplist=name,ranges', '?name=peer', '?name=nobody', '?#|']);
  expect(JSON.stringify(rows) === '[{"name":"peer","ranges":"10.9.0.1-10.9.0.20"}]', 'set and query');
  const several = await Promise.all(Array.from({ length: 20 }, () => api.write('/system/identity/print')));
  expect(several.every((answer) => answer[0].name === 'two-isps'), 'twenty side by side');
  await api.write('/ip/pool/remove', ['=.id=' + added.ret]);
  await refused(api.write('/ip/pool/remove', ['=.id=' + added.ret]), 'no such item', 'no such item');
  await refused(api.write('/ip/pool/add', ['=colour=red']), 'unknown parameter', 'unknown parameter');
  await refused(api.write('/ip/nonsense/print'), 'no such command', 'no such command');
  await refused(api.write('/ip/address/add', ['=address=10.0.0.1/24']), 'missing', 'missing argument');
  await refused(api.write('/ip/route/add', ['=gateway=10.0.0.1', '=distance=999']), 'out of range', 'out of range');
  await api.close();
}

async function listen() {
  const api = await open();
  await new Promise((resolve, reject) => {
    const stream = api.stream(['/interface/listen', '=.proplist=name,running'], (error, packet) => {
      if (error) return reject(error);
      if (packet && packet.name === 'ether1' && packet.running === 'false') {
        console.log('ok heard of the fault');
        stream.stop().then(resolve, reject);
      }
    });
    console.log('listening');
  });
  console.log('ok cancel');
  expect((await api.write('/system/identity/print'))[0].name === 'two-isps', 'next command');
  await api.close();
}

({ everything, listen })[mode]().then(() => { console.log('end'); process.exit(0); }, (error) => { console.log('failed ' + (error.stack || error)); process.exit(1); });
