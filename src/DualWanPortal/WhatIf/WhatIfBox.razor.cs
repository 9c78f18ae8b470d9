using System.Collections.Immutable;
using System.Globalization;
using DualWanPortal.Audit;
using DualWanPortal.Failover.WhatIf;
using DualWanPortal.Live;
using DualWanPortal.RouterOs.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace DualWanPortal.WhatIf;

/// <summary>Takes an export or a router of the inventory and shows its matrix. A pasted text lives only as long as it is being played.</summary>
public sealed partial class WhatIfBox(IJSRuntime js, LiveState live, MatrixDesk desk, NavigationManager navigation, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A long file over a phone's connection takes this long at most.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _text;
    private ImmutableArray<RouterSnapshot> _routers = [];
    private ScenarioMatrix? _matrix;
    private int? _played;
    private bool _busy;

    /// <summary>Router of the inventory to begin with; null: somebody has to choose.</summary>
    [Parameter]
    public int? RouterId { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        _routers = [.. live.Current.Routers.Values.OrderBy(router => router.Name, StringComparer.OrdinalIgnoreCase)];
        if (RouterId is not { } id || id == _played || _busy)
            return;
        _played = id;
        var router = live.Current.Routers.GetValueOrDefault(id);
        await PlayAsync(router?.Name ?? "That router", _ => Task.FromResult(RouterMatrix.Work(router)));
    }

    private void Choose(ChangeEventArgs change)
    {
        if (int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var id))
            navigation.NavigateTo(FormattableString.Invariant($"/what-if?router={id}"));
    }

    private Task TakeTextAsync() => PlayAsync("The pasted text", async cancellationToken =>
    {
        await using var text = await js.InvokeAsync<IJSStreamReference>("dwp.textOf", cancellationToken, _text);
        return OfIntake("The pasted text", await ExportIntake.ReadAsync(text.Length, text.OpenReadStreamAsync, cancellationToken));
    });

    private Task TakeFileAsync(InputFileChangeEventArgs change) => change.FileCount == 1
        ? PlayAsync(change.File.Name, async cancellationToken => OfIntake(change.File.Name,
            await ExportIntake.ReadAsync(change.File.Size, (most, token) => ValueTask.FromResult(change.File.OpenReadStream(most, token)), cancellationToken)))
        : PlayAsync("Your choice", _ => Task.FromResult<Func<CancellationToken, ScenarioMatrix>>(_ => ScenarioMatrix.Refused("Your choice", "These are several files: choose one export at a time.")));

    private static Func<CancellationToken, ScenarioMatrix> OfIntake(string name, Intake intake) => intake switch
    {
        Intake.Taken taken => token => Matrix.Of(ExportReader.Read(taken.Bytes), MatrixOptions.Default with { File = name }, token),
        Intake.Refused refused => _ => ScenarioMatrix.Refused(name, refused.Why),
        _ => _ => ScenarioMatrix.Refused(name, "It could not be read."),
    };

    private async Task PlayAsync(string name, Func<CancellationToken, Task<Func<CancellationToken, ScenarioMatrix>>> take)
    {
        if (_busy)
            return;
        _busy = true;
        using var deadline = new CancellationTokenSource(s_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _gone.Token);
        try
        {
            var work = await take(either.Token);
            _matrix = RouterMatrix.Shown(name, await desk.WorkOutAsync(work, either.Token));
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is OperationCanceledException or TimeoutException)
        {
            _matrix = ScenarioMatrix.Refused(name, $"It did not arrive within {s_patience.TotalMinutes:0} minutes. Try again over a better connection, or leave out long address lists.");
        }
        catch (Exception exception) when (exception is JSException or IOException or InvalidOperationException)
        {
            _matrix = ScenarioMatrix.Refused(name, "The browser could not read it. Is it a folder, or was the file moved? Choose it once more.");
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
