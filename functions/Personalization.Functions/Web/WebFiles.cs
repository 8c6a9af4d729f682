using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace Personalization.Functions.Web;

/// <summary>What browsers load from this app: built into it where functions/web was built ahead of it. Read once, when first asked for.</summary>
public sealed class WebFiles
{
    private const string Start = "web/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".js"] = "text/javascript; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".html"] = "text/html; charset=utf-8",
        [".json"] = "application/json; charset=utf-8", [".svg"] = "image/svg+xml",
    };

    private readonly Lazy<FrozenDictionary<string, WebFile>> files;

    /// <summary>The files that an assembly carries.</summary>
    public WebFiles(Assembly carrier) => files = new(() => carrier.GetManifestResourceNames()
        .Where(name => name.StartsWith(Start, StringComparison.Ordinal) && Types.ContainsKey(Path.GetExtension(name)))
        .ToFrozenDictionary(name => name[Start.Length..].Replace('\\', '/'), name => WebFile.Of(Read(carrier, name), Types[Path.GetExtension(name)]), StringComparer.Ordinal));

    /// <summary>Whether there are any: they are built by scripts/start, or <c>npm run build</c> in functions/web, ahead of the app.</summary>
    internal bool AreBuilt => files.Value.Count > 0;

    /// <summary>The file by its path, such as <c>sdk/p13n.js</c>; null for none.</summary>
    internal WebFile? Find(string path) => files.Value.GetValueOrDefault(path);

    private static byte[] Read(Assembly carrier, string name)
    {
        using Stream stream = carrier.GetManifestResourceStream(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>A file as it is sent.</summary>
/// <param name="Bytes">Content.</param>
/// <param name="Type">Content-Type.</param>
/// <param name="Tag">ETag, by content.</param>
internal sealed record WebFile(byte[] Bytes, string Type, string Tag)
{
    public static WebFile Of(byte[] bytes, string type) => new(bytes, type, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
}
