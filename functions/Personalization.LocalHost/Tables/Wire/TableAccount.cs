using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>Where the tables of an account are and how requests to them are authorised.</summary>
internal sealed record TableAccount(Uri Endpoint, string Name, HttpPipelinePolicy? Authorization)
{
    // The emulator's published development account: it opens nothing but the emulator.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TableAccount FromKey(Uri endpoint, TableSharedKeyCredential credential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TableAccount(endpoint, credential.AccountName, new SharedKeyPolicy(credential, TimeProvider.System));
    }

    public static TableAccount FromToken(Uri endpoint, Azure.Core.TokenCredential credential)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        return new TableAccount(endpoint, NameIn(endpoint), new BearerTokenAuthenticationPolicy(credential, "https://storage.azure.com/.default"));
    }

    /// <exception cref="FormatException">The text names no account, or an account without a way to authorise.</exception>
    public static TableAccount FromConnectionString(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        Dictionary<string, string> settings = Parse(connectionString);
        if (settings.TryGetValue("UseDevelopmentStorage", out string? emulator))
            return bool.Parse(emulator) ? Emulator(settings) : throw new FormatException("UseDevelopmentStorage can only be true");
        Uri endpoint = settings.TryGetValue("TableEndpoint", out string? address) ? new Uri(address.TrimEnd('/')) : DefaultEndpoint(settings);
        if (settings.TryGetValue("SharedAccessSignature", out string? signature))
            return new TableAccount(endpoint, settings.GetValueOrDefault("AccountName") ?? NameIn(endpoint), new SasPolicy(signature));
        if (settings.TryGetValue("AccountName", out string? name) && settings.TryGetValue("AccountKey", out string? key))
            return FromKey(endpoint, new TableSharedKeyCredential(name, key));
        throw new FormatException("The connection string has neither AccountName and AccountKey nor SharedAccessSignature");
    }

    private static TableAccount Emulator(Dictionary<string, string> settings)
    {
        string host = settings.GetValueOrDefault("DevelopmentStorageProxyUri")?.TrimEnd('/') ?? "http://127.0.0.1";
        return FromKey(new Uri($"{host}:10002/{EmulatorAccount}"), new TableSharedKeyCredential(EmulatorAccount, EmulatorKey));
    }

    private static Uri DefaultEndpoint(Dictionary<string, string> settings)
    {
        if (!settings.TryGetValue("AccountName", out string? name))
            throw new FormatException("The connection string has neither TableEndpoint nor AccountName");
        string protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        return new Uri($"{protocol}://{name}.table.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");
    }

    private static string NameIn(Uri endpoint) => endpoint.HostNameType == UriHostNameType.Dns && !endpoint.IsLoopback
        ? endpoint.Host.Split('.')[0]
        : endpoint.AbsolutePath.Trim('/').Split('/')[0];

    private static Dictionary<string, string> Parse(string connectionString)
    {
        Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            // The part itself may be a key: it is not repeated in the message.
            if (equals <= 0) throw new FormatException("A setting of the connection string is not of the form name=value");
            if (!settings.TryAdd(part[..equals], part[(equals + 1)..]))
                throw new FormatException($"The connection string gives {part[..equals]} twice");
        }
        return settings;
    }
}
