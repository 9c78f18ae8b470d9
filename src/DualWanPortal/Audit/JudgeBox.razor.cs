using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace DualWanPortal.Audit;

/// <summary>Takes a pasted or dropped export and shows what is wrong with it. The text lives only as long as it is being judged.</summary>
public sealed partial class JudgeBox(IJSRuntime js, TimeProvider time, LiveState live) : IAsyncDisposable
{
    /// <summary>A long file over a phone's connection takes this long at most.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private const int MostFiles = 50;

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _text;
    private ImmutableArray<AuditReport> _reports = [];
    private bool _busy;

    private Task JudgeTextAsync() => JudgeAsync("The pasted text", async cancellationToken =>
    {
        await using var text = await js.InvokeAsync<IJSStreamReference>("dwp.textOf", cancellationToken, _text);
        return await ExportIntake.ReadAsync(text.Length, text.OpenReadStreamAsync, cancellationToken);
    });

    /// <summary>One after the other: a folder of exports must not fill the memory.</summary>
    private async Task JudgeFilesAsync(InputFileChangeEventArgs change)
    {
        if (change.FileCount > MostFiles)
        {
            await JudgeAsync("Your choice", _ => Task.FromResult<Intake>(new Intake.Refused($"These are {change.FileCount} files: choose at most {MostFiles} at a time, or use dualwan audit on the command line.")));
            return;
        }
        var first = true;
        foreach (var file in change.GetMultipleFiles(MostFiles))
        {
            await JudgeAsync(file.Name, cancellationToken => ExportIntake.ReadAsync(file.Size, (most, token) => ValueTask.FromResult(file.OpenReadStream(most, token)), cancellationToken), add: !first);
            first = false;
            StateHasChanged();
        }
    }

    private async Task JudgeRouterAsync(ChangeEventArgs change)
    {
        if (_busy || !int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var id) || live.Current.Routers.GetValueOrDefault(id) is not { } router)
            return;
        _busy = true;
        var suppressions = router.Suppressed.Select(one => one.By).Distinct().ToList();
        _reports = [router.Model is { } model ? (await Task.Run(() => AuditReport.Of(router.Name, model), _gone.Token)).Suppress(suppressions) : AuditReport.Refused(router.Name, "It has not been read since the portal started.")];
        _busy = false;
    }

    private async Task JudgeAsync(string name, Func<CancellationToken, Task<Intake>> take, bool add = false)
    {
        if (_busy)
            return;
        _busy = true;
        if (!add)
            _reports = [];
        using var deadline = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _gone.Token);
        try
        {
            AuditReport? report = await take(either.Token) switch
            {
                // On another thread: a long export takes a while, and the circuit must go on answering.
                Intake.Taken taken => await Task.Run(() => AuditReport.Of(name, ExportReader.Read(taken.Bytes)), either.Token),
                Intake.Refused refused => AuditReport.Refused(name, refused.Why),
                _ => null,
            };
            if (report is not null)
                _reports = _reports.Add(report);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            _reports = _reports.Add(AuditReport.Refused(name, $"It did not arrive within {s_patience.TotalMinutes:0} minutes. Try again over a better connection, or leave out long address lists."));
        }
        catch (Exception exception) when (exception is JSException or IOException or InvalidOperationException)
        {
            _reports = _reports.Add(AuditReport.Refused(name, "The browser could not read it. Is it a folder, or was the file moved? Choose it once more."));
        }
        finally
        {
            _busy = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
    }
}
