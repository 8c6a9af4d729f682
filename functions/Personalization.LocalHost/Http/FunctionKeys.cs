using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Personalization.LocalHost.Http;

/// <summary>The keys in the settings: <c>FunctionsKeys:Master</c>, <c>FunctionsKeys:Host:name</c>, <c>FunctionsKeys:Functions:function:name</c>, <c>FunctionsKeys:System:extension</c>.</summary>
internal sealed class FunctionKeys(IConfiguration configuration)
{
    private const string Section = "FunctionsKeys";

    /// <summary>Who may call a function; null when everyone may.</summary>
    public KeyLock? For(string function, AuthorizationLevel level) => level switch
    {
        AuthorizationLevel.Anonymous => null,
        AuthorizationLevel.Function or AuthorizationLevel.User => new KeyLock(
            () => [.. Master(), .. Named($"{Section}:Host"), .. Named($"{Section}:Functions:{function}")], $"{Section}:Host:<name>, {Section}:Functions:{function}:<name> or {Section}:Master"),
        _ => ForMaster(),
    };

    /// <summary>Opens with the master key alone.</summary>
    public KeyLock ForMaster() => new(Master, $"{Section}:Master");

    /// <summary>Opens with the master key and with the system key of one extension.</summary>
    public KeyLock ForSystem(string name) => new(
        () => [.. Master(), .. configuration[$"{Section}:System:{name}"] is { Length: > 0 } key ? [key] : Array.Empty<string>()], $"{Section}:System:{name} or {Section}:Master");

    private IEnumerable<string> Master() => configuration[$"{Section}:Master"] is { Length: > 0 } key ? [key] : [];

    private IEnumerable<string> Named(string path) => configuration.GetSection(path).GetChildren().Select(child => child.Value).OfType<string>().Where(key => key.Length > 0);
}

/// <summary>
/// Opens for a set of keys. Compares digests, all of them, so that time tells nothing of a key. They are made when somebody is at the door:
/// a start has a lock for nearly every function, and cryptography to load for the first.
/// </summary>
internal sealed class KeyLock(Func<IEnumerable<string>> keys, string settings)
{
    private const string Header = "x-functions-key";
    private const int LongestKey = 512;

    private readonly Lazy<byte[][]> digests = new(() => [.. keys().Select(key => SHA256.HashData(Encoding.UTF8.GetBytes(key)))]);

    /// <summary>What to tell whom it does not open for.</summary>
    public string Refusal => digests.Value.Length > 0
        ? $"This needs a key: send it in the header {Header} or in the query parameter code."
        : $"No key opens this yet: set {settings}, then send it in the header {Header} or in the query parameter code.";

    public bool OpensFor(HttpRequest request)
    {
        string? key = request.Headers[Header];
        if (string.IsNullOrEmpty(key) && request.QueryString.HasValue) key = request.Query["code"];
        return !string.IsNullOrEmpty(key) && key.Length <= LongestKey && Matches(key);
    }

    private bool Matches(string key)
    {
        Span<byte> text = stackalloc byte[LongestKey * 3];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(key, text)], digest);
        bool matches = false;
        foreach (byte[] known in digests.Value) matches |= CryptographicOperations.FixedTimeEquals(known, digest);
        return matches;
    }
}
