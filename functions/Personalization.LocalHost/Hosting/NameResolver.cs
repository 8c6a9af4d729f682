using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Personalization.LocalHost.Hosting;

internal sealed partial class NameResolver(IConfiguration configuration) : INameResolver
{
    public string Resolve(string text) =>
        text.Contains('%', StringComparison.Ordinal) ? Setting().Replace(text, found => Value(found.Groups[1].Value)) : text;

    private string Value(string name) =>
        configuration[name.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value
            ? value
            : throw new HostStartupException($"the app setting {name} is missing");

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Setting();
}
