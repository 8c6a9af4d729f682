using Microsoft.Extensions.Configuration;

namespace Personalization.Simulator.World;

/// <summary>Settings that know whether anybody asked for them: one that nobody reads is a slip of the pen.</summary>
internal sealed class ReadSettings(IReadOnlyDictionary<string, string?> given) : IConfigurationSource
{
    private readonly HashSet<string> read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that were given and not asked for, each with the names that were asked for beside it.</summary>
    public IReadOnlyList<(string Key, IReadOnlyList<string> Beside)> Unread
    {
        get
        {
            lock (read) return [.. given.Keys.Where(key => !read.Contains(key)).Select(key => (key, (IReadOnlyList<string>)[.. Beside(key)]))];
        }
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(given, read);

    private IEnumerable<string> Beside(string key) =>
        read.Where(other => other.LastIndexOf(':') == key.LastIndexOf(':') && other.StartsWith(key[..(key.LastIndexOf(':') + 1)], StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);

    private sealed class Provider : ConfigurationProvider
    {
        private readonly HashSet<string> read;

        public Provider(IReadOnlyDictionary<string, string?> given, HashSet<string> read)
        {
            this.read = read;
            foreach ((string key, string? value) in given) Data[key] = value;
        }

        public override bool TryGet(string key, out string? value)
        {
            lock (read) read.Add(key);
            return base.TryGet(key, out value);
        }
    }
}
