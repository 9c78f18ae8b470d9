using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace DualWanPortal.Routers;

/// <summary>Judges a <see cref="RouterInput"/> before anything is stored or dialled: field name (camelCase, as in the HTTP API) to sentences.</summary>
public static partial class RouterRules
{
    public static Dictionary<string, string[]> Check(RouterInput input, bool passwordRequired)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Require("name", input.Name, 60, "Give the router a name, for example the site it stands at.");
        if (AddressProblem(input.Address) is { } address)
            errors["address"] = [address];
        if (input.Port is < 1 or > 65535)
            errors["port"] = ["A port is a number from 1 to 65535; the API listens on 8728, with TLS on 8729."];
        Require("user", input.User, 64, "Give the name of the router's user that the portal logs in as.");
        if (input.Password is null && passwordRequired)
            errors["password"] = ["Give the password of that user; an empty one is written as \"\"."];
        if (input.Password is { Length: > 1024 })
            errors["password"] = ["The password is longer than 1024 characters."];
        if (input.Fingerprint is { Length: > 0 } && NormalFingerprint(input.Fingerprint) is null)
            errors["fingerprint"] = ["A fingerprint is the SHA-256 of the router's certificate: 64 hex digits."];
        else if (input.Fingerprint is { Length: > 0 } && !input.Tls)
            errors["fingerprint"] = ["A fingerprint is only checked over TLS: switch TLS on or leave the fingerprint empty."];
        if (input.Site is { Length: > 60 })
            errors["site"] = ["A site name has at most 60 characters."];
        if (input.Tags is { Count: > 20 } || (input.Tags ?? []).Any(tag => !Tag().IsMatch(tag)))
            errors["tags"] = ["At most 20 tags, each of 1 to 30 letters, digits, dots, dashes or underscores."];
        return errors;

        void Require(string field, string? value, int longest, string hint)
        {
            if (string.IsNullOrWhiteSpace(value))
                errors[field] = [hint];
            else if (value.Trim().Length > longest)
                errors[field] = [$"At most {longest} characters."];
            else if (value.Any(char.IsControl))
                errors[field] = ["No control characters."];
        }
    }

    /// <summary>Upper-case hex without separators; null when it is no SHA-256.</summary>
    public static string? NormalFingerprint(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var digits = string.Concat(text.Where(c => c is not (':' or ' ' or '-'))).ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }

    private static string? AddressProblem(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "Give the router's address or DNS name.";
        var address = text.Trim();
        if (address.Contains("://", StringComparison.Ordinal))
            return "Only the address, without http:// or another scheme: the portal speaks the RouterOS API.";
        if (IPAddress.TryParse(address, out var ip))
        {
            return ip.AddressFamily == AddressFamily.InterNetwork && address.Count(c => c == '.') != 3
                ? "Write all four numbers of the address, for example 192.168.88.1."
                : ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any) ? "0.0.0.0 is no router's address." : null;
        }
        if (address.Contains('/', StringComparison.Ordinal))
            return "Only the address, without a path or prefix length.";
        if (address.Contains(':', StringComparison.Ordinal))
            return "Only the address: the port has its own field.";
        return Uri.CheckHostName(address) == UriHostNameType.Dns && address.Length <= 253 ? null : "That is neither an address nor a DNS name.";
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}._-]{1,30}$")]
    private static partial Regex Tag();
}
