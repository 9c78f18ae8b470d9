using System.Collections.Immutable;
using System.Text;

namespace DualWanPortal.RouterOs.Client;

/// <summary>One API sentence to a router, without its tag: command word, arguments, property list and query words in the order given (reference 1.2, 1.6).</summary>
/// <param name="Path">Command word, for example <c>/ip/route/print</c>.</param>
public sealed record RouterOsCommand(string Path)
{
    public ImmutableArray<KeyValuePair<string, string>> Arguments { get; init; } = [];

    /// <summary>Raw query words, each beginning with <c>?</c>; their order matters.</summary>
    public ImmutableArray<string> Queries { get; init; } = [];

    /// <summary>Properties asked for; empty asks for all, which may cost the router much (reference 1.6).</summary>
    public ImmutableArray<string> Properties { get; init; } = [];

    public RouterOsCommand With(string name, string value = "") => this with { Arguments = Arguments.Add(new(name, value)) };
    public RouterOsCommand WithAll(IEnumerable<KeyValuePair<string, string>> arguments) => this with { Arguments = Arguments.AddRange(arguments) };
    public RouterOsCommand Where(string query) => this with { Queries = Queries.Add(query.StartsWith('?') ? query : "?" + query) };
    public RouterOsCommand Select(params string[] properties) => this with { Properties = [.. properties] };

    /// <summary>The command word and argument names only: values may be secrets.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Path);
        foreach (var argument in Arguments)
            text.Append(" =").Append(argument.Key).Append("=…");
        return text.ToString();
    }
}
