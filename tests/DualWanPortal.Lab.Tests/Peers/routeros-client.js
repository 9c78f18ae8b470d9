// npm routeros-client at a simulated router: one line "ok WHAT" for each thing that went as it should, exit code 1 at the first that did not.
const { RouterOSClient } = require('routeros-client');
const [port, tlsPort, mode] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];

const expect = (condition, what) => {
  if (!condition) throw new Error(what);
  console.log('ok ' + what);
};
const open = async (over) => {
  const client = new RouterOSClient({ host: '127.0.0.1', port, user: 'admin', password: 'lab', timeout: 20, ...over });
  client.on('error', () => {});
  return [await client.connect(), client];
};
const refused = async (promise, text, what) => {
  let message = 'was not refused';
  try { await promise; } catch (error) { message = String(error.message || error); }
  expect(message.includes(text), what + ': ' + message);
};

async function everything() {
  const [overTls, tls] = await open({ port: tlsPort, tls: { rejectUnauthorized: false } });
  expect((await overTls.menu('/ip route').get()).length > 1, 'print over tls');
  await tls.close();
  const [api, client] = await open();
  const pools = api.menu('/ip pool');
  const added = await pools.add({ name: 'peer', ranges: '10.9.0.1-10.9.0.9' });
  expect(added.name === 'peer', 'add');
  await pools.where('name', 'peer').set({ ranges: '10.9.0.1-10.9.0.20', comment: 'set' });
  const found = await pools.select(['name', 'ranges']).where('name', 'peer').orWhere('name', 'nobody').get();
  expect(found.length === 1 && found[0].ranges === '10.9.0.1-10.9.0.20', 'set and query');
  expect((await pools.where('name', 'nobody').get()).length === 0, 'nothing found');
  const rules = api.menu('/ip firewall filter');
  const rule = await rules.add({ chain: 'input', action: 'drop', comment: 'peer' });
  await rules.disable(rule.id);
  expect((await rules.where('id', rule.id).getOne()).disabled === true, 'disable');
  await rules.enable(rule.id);
  await rules.move(rule.id, (await rules.get())[0].id);
  expect((await rules.get())[0].comment === 'peer', 'move');
  await rules.remove(rule.id);
  await pools.where('name', 'peer').remove();
  await refused(pools.add({ name: 'x', colour: 'red' }), 'unknown parameter', 'unknown parameter');
  await refused(api.menu('/ip address').add({ address: '10.0.0.1/24' }), 'missing', 'missing argument');
  await client.close();
}

async function listen() {
  const [api, client] = await open();
  await new Promise((resolve, reject) => {
    const stream = api.menu('/interface').select(['name', 'running']).stream('listen', (error, packet) => {
      if (error) return reject(error);
      const row = Array.isArray(packet) ? packet[0] : packet;
      if (row && row.name === 'ether1' && row.running === false) {
        console.log('ok heard of the fault');
        stream.stop().then(resolve, reject);
      }
    });
    console.log('listening');
  });
  console.log('ok cancel');
  await client.close();
}

({ everything, listen })[mode]().then(() => { console.log('end'); process.exit(0); }, (error) => { console.log('failed ' + (error.stack || error)); process.exit(1); });
