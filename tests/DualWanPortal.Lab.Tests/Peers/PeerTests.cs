using System.Diagnostics;
using DualWanPortal.Simulation.Router;

namespace DualWanPortal.Lab.Tests.Peers;

/// <summary>
/// The lab before clients that nobody here wrote. They are found where <c>.ci/run</c> puts them: Debian's python3-librouteros with the system's Python, the npm packages
/// in the folder that <c>DWP_PEERS</c> names. What is not there is skipped with its reason.
/// </summary>
public sealed class PeerTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Peers => ["python3-librouteros.py", "node-routeros.js", "routeros-client.js"];

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task Reference_1_12_Peer_DoesEverything(string script)
    {
        await using var lab = await LabRun.StartAsync(profile: Profile(script));
        using var peer = Start(script, lab.Routers[0], "everything");

        var said = await RestAsync(peer);

        Assert.True(said[^1] == "end", string.Join('\n', said));
        Assert.True(said.Count(line => line.StartsWith("ok ", StringComparison.Ordinal)) >= 8, string.Join('\n', said));
    }

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task Reference_1_7_Peer_HearsOfAFaultAndCancels(string script)
    {
        await using var lab = await LabRun.StartAsync(profile: Profile(script));
        using var peer = Start(script, lab.Routers[0], "listen");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_deadline);
        string? line;
        while ((line = await peer.StandardOutput.ReadLineAsync(deadline.Token)) is not (null or "listening"))
        {
        }
        Assert.Equal("listening", line);
        // The word was said before the sentence was on its way: the fault waits until the router knows of the listener.
        await Task.Delay(300, deadline.Token);
        Assert.Null(await lab.Routers[0].ApplyFaultAsync("ether1", "cable-out", deadline.Token));

        var said = await RestAsync(peer);

        Assert.True(said[^1] == "end", string.Join('\n', said));
        Assert.Contains("ok heard of the fault", said);
        Assert.Contains("ok cancel", said);
    }

    /// <summary>node-routeros, and what stands on it, ends its process at <c>!empty</c>: it knows routers before 7.18 (reference 1.2).</summary>
    private static RouterProfile Profile(string script) => script.EndsWith(".js", StringComparison.Ordinal) ? RouterProfile.V712 : RouterProfile.V721;

    private static Process Start(string script, LabRouter router, string mode)
    {
        var python = script.EndsWith(".py", StringComparison.Ordinal);
        var packages = Environment.GetEnvironmentVariable("DWP_PEERS") ?? "";
        if (python)
            Assert.SkipUnless(File.Exists("/usr/bin/python3") && Directory.Exists("/usr/lib/python3/dist-packages/librouteros"), "python3-librouteros is not installed");
        else
            Assert.SkipUnless(Directory.Exists(Path.Combine(packages, "node_modules", Path.GetFileNameWithoutExtension(script))), $"DWP_PEERS names no folder with the npm package {Path.GetFileNameWithoutExtension(script)}");
        var start = new ProcessStartInfo(python ? "/usr/bin/python3" : "node") { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!python)
            start.Environment["NODE_PATH"] = Path.Combine(packages, "node_modules");
        foreach (var argument in new[] { Path.Combine(Folder(), script), $"{router.Port}", $"{router.TlsPort}", mode })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Every line that is still to come; a peer that does not end is ended.</summary>
    private static async Task<List<string>> RestAsync(Process peer)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_deadline);
        try
        {
            var errors = peer.StandardError.ReadToEndAsync(deadline.Token);
            var lines = new List<string>();
            while (await peer.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
                lines.Add(line);
            await peer.WaitForExitAsync(deadline.Token);
            if (await errors is { Length: > 0 } trouble && lines is not [.., "end"])
                lines.Add(trouble);
            return lines is [] ? ["nothing was said"] : lines;
        }
        finally
        {
            if (!peer.HasExited)
                peer.Kill();
        }
    }

    private static string Folder() => Path.Combine(AppContext.BaseDirectory, "Peers");
}
