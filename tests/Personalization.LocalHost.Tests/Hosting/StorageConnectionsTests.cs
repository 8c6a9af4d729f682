using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Personalization.LocalHost.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Hosting;

[Collection(AzuriteCollection.Name)]
public sealed class StorageConnectionsTests(AzuriteFixture azurite)
{
    [Theory]
    [InlineData(QueueMessageEncoding.None, "<hello>", "&lt;hello&gt;")]
    [InlineData(QueueMessageEncoding.Base64, "<hello>", "PGhlbGxvPg==")]
    public async Task Queues_OfAConnection_EncodeAsHostJsonSays(QueueMessageEncoding encoding, string text, string onTheWire)
    {
        using StorageConnections connections = Connections(new HostJson { Queues = new QueueSettings { MessageEncoding = encoding } }, ("AzureWebJobsStorage", azurite.ConnectionString));
        QueueClient queue = connections.Queues().GetQueueClient(azurite.UniqueName("encoded"));
        await queue.CreateAsync();
        await queue.SendMessageAsync(text);

        QueueClient plain = new(azurite.ConnectionString, queue.Name);
        Azure.Response<Azure.Storage.Queues.Models.PeekedMessage[]> peeked = await plain.PeekMessagesAsync();

        Assert.Contains(onTheWire, peeked.GetRawResponse().Content.ToString(), StringComparison.Ordinal);
        Assert.Equal(text, (await queue.PeekMessageAsync()).Value.Body.ToString());
    }

    [Fact]
    public async Task Blobs_OfAConnection_Work()
    {
        using StorageConnections connections = Connections(new HostJson(), ("ConnectionStrings:Lake", azurite.ConnectionString));
        string container = azurite.UniqueName("lake");

        await connections.Blobs("Lake").CreateBlobContainerAsync(container);

        Assert.True((await connections.Blobs("Lake").GetBlobContainerClient(container).ExistsAsync()).Value);
    }

    [Theory]
    [InlineData("Lake", "Lake")]
    [InlineData("AzureWebJobsLake", "Lake")]
    [InlineData("ConnectionStrings:Lake", "Lake")]
    [InlineData("Lake", "%Which%")]
    [InlineData("AzureWebJobsStorage", null)]
    [InlineData("AzureWebJobsStorage", "Storage")]
    public void ConnectionString_ByName_IsFoundWhereTheFunctionsHostLooks(string setting, string? connection)
    {
        using StorageConnections connections = Connections(new HostJson(), (setting, "UseDevelopmentStorage=true"), ("Which", "Lake"));

        Assert.Equal("UseDevelopmentStorage=true", connections.ConnectionString(connection));
    }

    [Fact]
    public void Clients_OfOneConnection_AreShared()
    {
        using StorageConnections connections = Connections(new HostJson(), ("Lake", azurite.ConnectionString));

        Assert.Same(connections.Queues("Lake"), connections.Queues("lake"));
        Assert.Same(connections.Blobs("Lake"), connections.Blobs("Lake"));
    }

    [Fact]
    public void ConnectionString_Missing_NamesTheSetting()
    {
        using StorageConnections connections = Connections(new HostJson());

        Assert.Contains("set AzureWebJobsStorage to", Assert.Throws<HostStartupException>(() => connections.ConnectionString()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Queues_NoConnectionString_SaysSoWithoutQuotingIt()
    {
        using StorageConnections connections = Connections(new HostJson(), ("Lake", "AccountKey=c2VjcmV0;nonsense"));

        string message = Assert.Throws<HostStartupException>(() => connections.Queues("Lake")).Message;

        Assert.StartsWith("the storage connection Lake is not a connection string", message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", message, StringComparison.Ordinal);
    }

    private static StorageConnections Connections(HostJson hostJson, params (string Key, string Value)[] settings)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return new StorageConnections(configuration, new NameResolver(configuration), hostJson);
    }
}
