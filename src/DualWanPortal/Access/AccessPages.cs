using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DualWanPortal.Access;

/// <summary>Renders the pages that work without a circuit.</summary>
internal static class AccessPages
{
    public static RazorComponentResult Render<TPage>(int status, Dictionary<string, object?> parameters) where TPage : IComponent =>
        new(typeof(TPage), parameters) { StatusCode = status, PreventStreamingRendering = true };
}
