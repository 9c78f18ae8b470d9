using DualWanPortal.Failover.Audit.Reports;
using DualWanPortal.RouterOs.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace DualWanPortal.Audit;

/// <summary>Takes a pasted or dropped export and shows what is wrong with it. The text lives only as long as it is being judged.</summary>
public sealed partial class JudgeBox(IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A long file over a phone's connection takes this long at most.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _text;
    private AuditReport? _report;
    private bool _busy;

    private Task JudgeTextAsync() => JudgeAsync("The pasted text", async cancellationToken =>
    {
        await using var text = await js.InvokeAsync<IJSStreamReference>("dwp.textOf", cancellationToken, _text);
        return await ExportIntake.ReadAsync(text.Length, text.OpenReadStreamAsync, cancellationToken);
    });

    private Task JudgeFileAsync(InputFileChangeEventArgs change) => change.FileCount == 1
        ? JudgeAsync(change.File.Name, cancellationToken => ExportIntake.ReadAsync(
            change.File.Size, (most, token) => ValueTask.FromResult(change.File.OpenReadStream(most, token)), cancellationToken))
        : JudgeAsync("Your choice", _ => Task.FromResult<Intake>(new Intake.Refused("These are several files: choose one export at a time.")));

    private async Task JudgeAsync(string name, Func<CancellationToken, Task<Intake>> take)
    {
        if (_busy)
            return;
        _busy = true;
        using var deadline = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _gone.Token);
        try
        {
            _report = await take(either.Token) switch
            {
                // On another thread: a long export takes a while, and the circuit must go on answering.
                Intake.Taken taken => await Task.Run(() => AuditReport.Of(name, ExportReader.Read(taken.Bytes)), either.Token),
                Intake.Refused refused => AuditReport.Refused(name, refused.Why),
                _ => null,
            };
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            _report = AuditReport.Refused(name, $"It did not arrive within {s_patience.TotalMinutes:0} minutes. Try again over a better connection, or leave out long address lists.");
        }
        catch (Exception exception) when (exception is JSException or IOException or InvalidOperationException)
        {
            _report = AuditReport.Refused(name, "The browser could not read it. Is it a folder, or was the file moved? Choose it once more.");
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
