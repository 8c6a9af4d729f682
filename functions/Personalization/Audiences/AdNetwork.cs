namespace Personalization.Audiences;

/// <summary>Networks that take a list of customers as hashes. Each has its own spelling of what is hashed.</summary>
public enum AdNetwork
{
    /// <summary>Meta's customer list custom audiences.</summary>
    Meta,

    /// <summary>Google's Customer Match.</summary>
    Google,

    /// <summary>TikTok's customer file audiences.</summary>
    TikTok,
}

/// <summary>Names of networks on the wire.</summary>
public static class AdNetworks
{
    /// <summary>The networks by their names.</summary>
    public static IReadOnlyDictionary<string, AdNetwork> All { get; } = new SortedDictionary<string, AdNetwork>(StringComparer.Ordinal)
    {
        ["google"] = AdNetwork.Google, ["meta"] = AdNetwork.Meta, ["tiktok"] = AdNetwork.TikTok,
    };

    /// <summary>The columns of a list, as the network wants them called; e-mail first.</summary>
    public static IReadOnlyList<string> Columns(AdNetwork network) => network switch
    {
        AdNetwork.Meta => ["email", "phone"],
        AdNetwork.Google => ["Email", "Phone"],
        _ => ["Email_SHA256", "Phone_SHA256"],
    };
}
