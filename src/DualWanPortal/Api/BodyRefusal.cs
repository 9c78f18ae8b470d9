using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace DualWanPortal.Api;

/// <summary>
/// Says what is wrong with a JSON body, by the name of the field. A field that nobody reads is refused like one of the wrong kind: whoever misspelt <c>until</c> would else
/// get a hold without an end.
/// </summary>
internal static class BodyRefusal
{
    /// <param name="refused">What reading the body ended with.</param>
    /// <param name="endpoint">The call; null when none was found.</param>
    /// <param name="json">How bodies are read.</param>
    public static IResult Of(BadHttpRequestException refused, Endpoint? endpoint, JsonSerializerOptions json)
    {
        if (refused.StatusCode != StatusCodes.Status400BadRequest || endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } body || !json.TryGetTypeInfo(body, out var type))
            return Problem.Of(refused.StatusCode, refused.StatusCode == StatusCodes.Status415UnsupportedMediaType ? "Send JSON, with Content-Type: application/json." : "The request could not be read.");
        if (refused.InnerException is not JsonException fault)
            return Problem.BadRequest(FieldsOf(type) is { Count: > 0 } fields ? $"This call takes a JSON object with the fields {Names(fields)}." : "The request could not be read.");
        return Wrong(fault, type, json) is var (field, sentence)
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [sentence] }, detail: $"{field}: {sentence}", title: "The body could not be used.")
            : Problem.BadRequest(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The body is not JSON as this call takes it: look at line {(fault.LineNumber ?? 0) + 1}, byte {(fault.BytePositionInLine ?? 0) + 1}. The fields are {Names(FieldsOf(type))}."));
    }

    /// <summary>Follows the path to where reading stopped.</summary>
    /// <returns>The field and what is wrong with it; null when it is the text itself.</returns>
    private static (string Field, string Sentence)? Wrong(JsonException fault, JsonTypeInfo type, JsonSerializerOptions json)
    {
        var at = type;
        var path = JsonPath.Read(fault.Path ?? "$");
        foreach (var step in path)
        {
            if (at.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary)
            {
                at = json.GetTypeInfo(at.ElementType!);
                continue;
            }
            if (at.Kind != JsonTypeInfoKind.Object)
                break;
            if (at.Properties.FirstOrDefault(property => string.Equals(property.Name, step, StringComparison.OrdinalIgnoreCase)) is not { } known)
                return (Short(step), $"There is no such field. There are {Names(FieldsOf(at))}.");
            at = json.GetTypeInfo(known.PropertyType);
        }
        return path.Count > 0 ? (Short(string.Join('.', path)), $"This is not {Kind(at.Type)}.") : null;
    }

    private static string Kind(Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        return kind == typeof(string) ? "a text"
            : kind == typeof(bool) ? "true or false"
            : kind == typeof(int) || kind == typeof(long) ? "a whole number that fits"
            : kind == typeof(double) ? "a number"
            : kind == typeof(DateTimeOffset) ? "a time like 2026-03-01T22:00:00Z"
            : kind.IsEnum ? $"one of {Names([.. Enum.GetNames(kind).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)])}"
            : kind != typeof(JsonElement) && kind.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? "a list of the right kind"
            : "what belongs here";
    }

    private static List<string> FieldsOf(JsonTypeInfo type) => type.Kind == JsonTypeInfoKind.Object ? [.. type.Properties.Select(property => property.Name)] : [];

    private static string Names(List<string> names) => names is [.. var most, var last] && most.Count > 0 ? $"{string.Join(", ", most)} and {last}" : string.Concat(names);

    /// <summary>What somebody sent is given back, but not at any length.</summary>
    private static string Short(string name) => name.Length > 60 ? name[..60] + "…" : name;
}
