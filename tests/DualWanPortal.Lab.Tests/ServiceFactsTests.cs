using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Tests;

/// <summary>What the services of a router let in, and who may do what over them (reference 1.2, 1.10).</summary>
public sealed class ServiceFactsTests : IAsyncLifetime
{
    private LabHost _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await LabRun.StartAsync();
    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Reference_1_10_TlsVersionOnly12_SpeaksNothingElse()
    {
        await using var admin = await RawClient.LogInAsync(_lab.Routers[0]);
        Assert.Equal(SslProtocols.Tls12, await HandshakeAsync(SslProtocols.Tls12));
        Assert.Equal(SslProtocols.Tls13, await HandshakeAsync(SslProtocols.Tls13));

        await admin.SendAsync("/ip/service/set", "=.id=api-ssl", "=tls-version=only-1.2");
        Assert.Equal(["!done"], await admin.ReadAsync());
        Assert.Equal(SslProtocols.Tls12, await HandshakeAsync(SslProtocols.Tls12));
        Assert.Equal(SslProtocols.Tls12, await HandshakeAsync(SslProtocols.Tls12 | SslProtocols.Tls13));
        await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(SslProtocols.Tls13));

        await admin.SendAsync("/ip/service/set", "=.id=api-ssl", "=tls-version=any");
        Assert.Equal(["!done"], await admin.ReadAsync());
        Assert.Equal(SslProtocols.Tls13, await HandshakeAsync(SslProtocols.Tls13));
    }

    [Theory]
    [InlineData("api,read", true)]
    [InlineData("local,telnet,ssh,winbox,web,read,write", false)]
    public async Task Reference_1_10_OnlyThePolicyApi_LetsOneIn(string policies, bool enters)
    {
        await using var admin = await RawClient.LogInAsync(_lab.Routers[0]);
        await admin.SendAsync("/user/group/add", "=name=g", "=policy=" + policies);
        await admin.ReadAsync();
        await admin.SendAsync("/user/add", "=name=u", "=group=g", "=password=p");
        await admin.ReadAsync();
        if (!enters)
        {
            await Assert.ThrowsAsync<RouterOs.Client.RouterOsLoginException>(() => LabRun.ConnectAsync(_lab.Routers[0], "u", "p"));
            return;
        }
        await using var client = await LabRun.ConnectAsync(_lab.Routers[0], "u", "p");
        Assert.Equal("two-isps", (await client.RunAsync("/system/identity/get", ("value-name", "name"))).Return);
        var refused = await Assert.ThrowsAsync<RouterOs.Client.RouterOsTrapException>(() => client.RunAsync("/system/identity/set", ("name", "x")));
        Assert.Contains("not enough permissions", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reference_1_2_Empty_CarriesTheTagAndNothingElse()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/ip/pool/print", "?name=nobody", ".tag=e");
        Assert.Equal(["!empty", ".tag=e"], await client.ReadAsync());
        Assert.Equal(["!done", ".tag=e"], await client.ReadAsync());
    }

    [Fact]
    public async Task Reference_1_11_JobOfExecute_OutlivesTheCommandAndItsId()
    {
        await using var client = await RawClient.LogInAsync(_lab.Routers[0]);
        await client.SendAsync("/execute", "=script=:delay 60s");
        var done = await client.ReadAsync();
        Assert.Matches("^=ret=[*][0-9A-F]+$", done[1]);
        await client.SendAsync("/system/script/job/print", "=.proplist=.id,owner,type");
        Assert.Equal(["!re", "=.id=" + done[1]["=ret=".Length..], "=owner=admin", "=type=command"], await client.ReadAsync());
    }

    private async Task<SslProtocols> HandshakeAsync(SslProtocols protocols)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", _lab.Routers[0].TlsPort!.Value, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "router", EnabledSslProtocols = protocols,
            // The certificate is the router's own, by nobody's authority; what is asked here is the version.
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        }, TestContext.Current.CancellationToken);
        return tls.SslProtocol;
    }
}
