using System.Diagnostics.CodeAnalysis;
using Azure.Core;
using Personalization.LocalHost.Tables;

namespace Azure.Data.Tables;

/// <summary>Retries, diagnostics and transport of the clients. The default transport keeps idle connections shorter than the emulator does.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>Options for one version of the service.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is not known.</exception>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06)
    {
        Version = serviceVersion switch
        {
            ServiceVersion.V2019_02_02 => "2019-02-02",
            ServiceVersion.V2020_12_06 => "2020-12-06",
            _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
        };
        Transport = TableTransport.Shared;
    }

    /// <summary>The versions of the service that the client speaks.</summary>
    [SuppressMessage("Naming", "CA1707", Justification = "The package's own names")]
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06, the first with Microsoft Entra ID.</summary>
        V2020_12_06 = 2,
    }

    internal string Version { get; }
}
