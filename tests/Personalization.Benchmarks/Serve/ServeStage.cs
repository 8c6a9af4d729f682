using System.Globalization;
using Personalization.Benchmarks.Serve.Load;
using Personalization.Benchmarks.Serve.Shop;
using Personalization.Testing;

namespace Personalization.Benchmarks.Serve;

/// <summary>The app with a large shop in its storage, and beside it the same host with an empty endpoint.</summary>
internal sealed class ServeStage : IAsyncDisposable
{
    private const int Products = 100_000, Visits = 1_000_000;
    private const string EmptyApp = "Personalization.LocalHost.TestApp.dll";

    private readonly AzuriteProcess azurite;
    private readonly AppProcess app, empty;
    private readonly MixedRequest[] mix;

    private ServeStage(AzuriteProcess azurite, AppProcess app, AppProcess empty, SyntheticShop shop, long snapshotBytes)
    {
        (this.azurite, this.app, this.empty, SnapshotBytes) = (azurite, app, empty, snapshotBytes);
        mix = new RequestMix(shop).Requests();
        App = Target(mix);
    }

    /// <summary>The app, asked everything.</summary>
    public LoadTarget App { get; }

    /// <summary>The app, asked one kind of thing.</summary>
    public IEnumerable<(MixedRequest Example, LoadTarget Target)> Kinds => mix.GroupBy(one => one.Kind).Select(kind => (kind.First(), Target(kind)));

    /// <summary>Size of the model snapshot.</summary>
    public long SnapshotBytes { get; }

    public static async Task<ServeStage> StartAsync(CancellationToken cancellationToken)
    {
        SyntheticShop shop = new(Products, Visits);
        AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        long snapshot = await new ShopSeed(azurite.ConnectionString, shop, TimeProvider.System).StoreAsync(cancellationToken);
        Dictionary<string, string> settings = new()
        {
            ["ServiceBus"] = azurite.ConnectionString,
            ["AZURE_FUNCTIONS_ENVIRONMENT"] = "Production",
            ["CountSchedule"] = "30 * * * * *",
            // The client runs on few threads for this; the servers are as they are in life.
            ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "0",
        };
        AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString, settings);
        AppProcess empty = await AppProcess.StartAsync(azurite.ConnectionString, settings, EmptyApp);
        return new ServeStage(azurite, app, empty, shop, snapshot);
    }

    /// <summary>The empty endpoint, which answers each request with as many bytes as the app did.</summary>
    public LoadTarget Empty(IEnumerable<int> sizes) =>
        new(empty.Address.Port, empty.ProcessId, azurite.ProcessId, sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"/filler/{size}")));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await empty.DisposeAsync();
        await azurite.DisposeAsync();
    }

    private LoadTarget Target(IEnumerable<MixedRequest> requests) =>
        new(app.Address.Port, app.ProcessId, azurite.ProcessId, requests.Select(request => request.Path));
}
