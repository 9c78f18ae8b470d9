using Microsoft.Playwright;

namespace DualWanPortal.EndToEnd.Tests.Browsing;

/// <summary>What every page owes to everybody, whatever is on it.</summary>
internal static class PageCheck
{
    private const string Sentences =
        """
        () => {
          const found = [];
          const nameOf = element => {
            const by = element.getAttribute("aria-labelledby");
            const referred = by ? by.split(/\s+/).map(id => document.getElementById(id)?.textContent ?? "").join(" ") : "";
            const labels = element.labels ? [...element.labels].map(label => label.textContent).join(" ") : "";
            return (element.getAttribute("aria-label") ?? "").trim() || referred.trim() || labels.trim();
          };
          const show = element => element.outerHTML.slice(0, 120);

          const headings = document.querySelectorAll("h1");
          if (headings.length !== 1) found.push(`${headings.length} h1 headings`);
          if (!document.documentElement.lang) found.push("no language");
          if (!document.title.trim()) found.push("no title");
          if (document.querySelectorAll("main").length !== 1) found.push("not exactly one main");
          for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
            if (!nameOf(field)) found.push(`field without label: ${show(field)}`);
          for (const control of document.querySelectorAll("button, a[href], summary, [role=button]"))
            if (!nameOf(control) && !control.textContent.trim()) found.push(`control without name: ${show(control)}`);
          for (const image of document.querySelectorAll("img:not([alt])")) found.push(`image without alt: ${show(image)}`);
          for (const drawing of document.querySelectorAll("svg[role=img]"))
            if (!nameOf(drawing) && !drawing.querySelector("title")) found.push(`drawing without name: ${show(drawing)}`);
          for (const region of document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]"))
            for (const attribute of ["aria-labelledby", "aria-describedby"])
              for (const id of (region.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean))
                if (!document.getElementById(id)) found.push(`${attribute} of nothing (${id}): ${show(region)}`);
          const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
          for (const id of new Set(ids.filter((id, place) => ids.indexOf(id) !== place))) found.push(`id used twice: ${id}`);
          // On a narrow screen a cell is a label and one thing beside it: a second part would come to stand under the label.
          for (const cell of document.querySelectorAll(".table.cards td[data-label]"))
            if ([...cell.childNodes].filter(part => part.nodeType === 1 ? getComputedStyle(part).position !== "absolute" : part.nodeType === 3 && part.textContent.trim()).length > 1) found.push(`cell of several parts: ${show(cell)}`);
          for (const table of document.querySelectorAll("table")) if (!table.querySelector("th")) found.push(`table without headings: ${show(table)}`);
          return found;
        }
        """;

    private const string Sideways =
        """
        () => {
          const page = document.documentElement;
          if (page.scrollWidth <= window.innerWidth) return null;
          const wide = [...document.body.querySelectorAll("*")].filter(element => element.getBoundingClientRect().right > window.innerWidth + 0.5);
          const inner = wide.filter(element => ![...element.children].some(child => wide.includes(child)));
          return `${page.scrollWidth} wide in ${window.innerWidth}: ${inner.slice(0, 3).map(element => element.outerHTML.slice(0, 100)).join(" | ")}`;
        }
        """;

    private static readonly int[] s_widths = [1280, 390, 360];

    private static string? Pictures => Environment.GetEnvironmentVariable("DWP_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    /// <summary>Asserts all of it wide and narrow, light and dark; the width is as before then.</summary>
    /// <param name="name">Of its pictures, where <c>DWP_SCREENSHOTS</c> names a folder; null for none.</param>
    public static async Task LookAsync(IPage page, string? name = null)
    {
        var before = page.ViewportSize!;
        var problems = new List<string>(await ProblemsAsync(page));
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var width in s_widths)
            {
                await page.SetViewportSizeAsync(width, 900);
                if (await SidewaysAsync(page) is { } sideways)
                    problems.Add(sideways);
                if (name is not null && Pictures is { } folder)
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{width}-{scheme}.png".ToLowerInvariant()), FullPage = true });
            }
        }
        await page.SetViewportSizeAsync(before.Width, before.Height);
        Assert.Empty(problems);
    }

    /// <summary>What is wrong for who cannot see it or does not use a mouse; empty when all is right.</summary>
    public static async Task<string[]> ProblemsAsync(IPage page) => await page.EvaluateAsync<string[]>(Sentences);

    /// <summary>What makes the page scroll sideways; null when nothing does.</summary>
    public static async Task<string?> SidewaysAsync(IPage page) => await page.EvaluateAsync<string?>(Sideways);
}
