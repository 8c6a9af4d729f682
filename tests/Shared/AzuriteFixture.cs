namespace Personalization.Testing;

/// <summary>One emulator for all tests of a collection. Tests keep apart by the names of their tables, queues and containers.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? azurite;
    private int names;

    internal AzuriteProcess Azurite => azurite ?? throw new InvalidOperationException("The emulator has not been started");

    /// <summary>A connection string with the emulator's account key.</summary>
    public string ConnectionString => Azurite.ConnectionString;

    /// <summary>A name that no other test of this run uses; valid for tables, queues and containers.</summary>
    public string UniqueName(string prefix) => $"{prefix}{Interlocked.Increment(ref names)}";

    public async Task InitializeAsync() => azurite = await AzuriteProcess.StartAsync();

    public async Task DisposeAsync() => await Azurite.DisposeAsync();
}

/// <summary>Tests that share the emulator: <c>[Collection(AzuriteCollection.Name)]</c>.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
