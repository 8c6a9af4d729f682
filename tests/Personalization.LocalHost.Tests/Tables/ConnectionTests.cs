using System.Net;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Azure.Cosmos.Table;
using Personalization.Testing;
using TableEntity = Azure.Data.Tables.TableEntity;

namespace Personalization.LocalHost.Tests.Tables;

public sealed class ConnectionTests(AzuriteFixture azurite) : TableTest(azurite)
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    [Fact]
    public async Task TableClient_UriAndKey_Works()
    {
        TableClient table = new(Azurite.Azurite.TableEndpoint, Table.Name, new TableSharedKeyCredential("devstoreaccount1", Key));

        await table.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Equal(("devstoreaccount1", Table.Name), (table.AccountName, table.Name));
        Assert.Equal(new Uri($"{Azurite.Azurite.TableEndpoint}/{Table.Name}"), table.Uri);
    }

    [Fact]
    public async Task TableClient_WrongKey_IsForbiddenUntilItIsSetRight()
    {
        TableSharedKeyCredential credential = new("devstoreaccount1", Convert.ToBase64String(new byte[64]));
        TableClient table = new(Azurite.Azurite.TableEndpoint, Table.Name, credential);

        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r")))).Status);
        credential.SetAccountKey(Key);
        Assert.Equal(204, (await table.AddEntityAsync(new TableEntity("p", "r"))).Status);
    }

    [Fact]
    public async Task TableClient_SharedAccessSignature_AllowsWhatItSays()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"));
        string signature = CloudStorageAccount.Parse(Azurite.ConnectionString).GetSharedAccessSignature(new SharedAccessAccountPolicy
        {
            Permissions = SharedAccessAccountPermissions.Read,
            ResourceTypes = SharedAccessAccountResourceTypes.Object | SharedAccessAccountResourceTypes.Container,
            Services = SharedAccessAccountServices.Table,
            SharedAccessExpiryTime = TimeProvider.System.GetUtcNow().AddHours(1),
        });
        TableClient table = new($"TableEndpoint={Azurite.Azurite.TableEndpoint};SharedAccessSignature={signature}", Table.Name);

        Assert.Equal("r", (await table.GetEntityAsync<TableEntity>("p", "r", ["RowKey"])).Value.RowKey);
        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "s")))).Status);
    }

    [Fact]
    public async Task TableClient_Token_AsksForTheStorageScopeAndSendsIt()
    {
        using Answering network = new();
        FixedToken credential = new();
        TableClientOptions options = new() { Transport = new HttpClientTransport(network) };
        TableClient table = new(new Uri("https://shop.table.core.windows.net"), "orders", credential, options);

        await table.UpsertEntityAsync(new TableEntity("p", "r"));

        Assert.Equal("https://storage.azure.com/.default", credential.Scope);
        Assert.Equal("Bearer secret", network.Request!.Headers.Authorization!.ToString());
        Assert.Equal("https://shop.table.core.windows.net/orders(PartitionKey='p',RowKey='r')", network.Request.RequestUri!.AbsoluteUri);
        Assert.Equal("2020-12-06", Assert.Single(network.Request.Headers.GetValues("x-ms-version")));
        Assert.Equal("shop", table.AccountName);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "devstoreaccount1", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=AAAA;EndpointSuffix=core.windows.net", "shop", "https://shop.table.core.windows.net/")]
    [InlineData("AccountName=shop;AccountKey=AA==;EndpointSuffix=core.chinacloudapi.cn;", "shop", "https://shop.table.core.chinacloudapi.cn/")]
    [InlineData("TableEndpoint=https://t.example/;AccountName=shop;AccountKey=AAAA", "shop", "https://t.example/")]
    [InlineData("TableEndpoint=https://shop.table.core.windows.net;SharedAccessSignature=sv=1&sig=x%3D", "shop", "https://shop.table.core.windows.net/")]
    public void TableServiceClient_ConnectionString_NamesAccountAndEndpoint(string connectionString, string account, string endpoint)
    {
        TableServiceClient service = new(connectionString);

        Assert.Equal((account, new Uri(endpoint)), (service.AccountName, service.Uri));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AccountName=shop")]
    [InlineData("AccountKey=AAAA")]
    [InlineData("AccountName=a;AccountName=b;AccountKey=AAAA")]
    [InlineData("UseDevelopmentStorage=false")]
    public void TableServiceClient_IncompleteConnectionString_IsAFormatFault(string connectionString) =>
        Assert.Throws<FormatException>(() => new TableServiceClient(connectionString));

    private sealed class FixedToken : TokenCredential
    {
        public string? Scope { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scope = requestContext.Scopes.Single();
            return new AccessToken("secret", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }

    private sealed class Answering : HttpMessageHandler
    {
        public HttpRequestMessage? Request { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = request;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));
        }
    }
}
