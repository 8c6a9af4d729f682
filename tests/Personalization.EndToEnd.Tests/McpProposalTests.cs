using System.Net;
using System.Text.Json;
using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>What a program proposes over MCP a person finds, approves and takes back.</summary>
[Trait("Feature", "S90")]
public sealed class McpProposalTests
{
    [Fact]
    public async Task Propose_OverMcp_APersonApprovesAndUndoes()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync();
        await using AppProcess app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string> { ["Assistant__ApprovalKey"] = "test-approval-key-0123456789" });

        using StringContent acme = new("""[{"productId":"anvil","name":"Anvil","brand":"Acme","price":90,"currency":"EUR","stock":2}]""", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage put = await app.Client.PutAsync("/v1/catalog/products", acme);
        put.EnsureSuccessStatusCode();

        using HttpRequestMessage proposing = new(HttpMethod.Post, "/mcp")
        {
            Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rule_draft","arguments":{"action":"exclude","brand":"Acme","name":"No Acme"}}}""", System.Text.Encoding.UTF8, "application/json"),
        };
        proposing.Headers.Add("Authorization", "Bearer " + AppProcess.ClientKey);
        using HttpResponseMessage proposed = await app.Client.SendAsync(proposing);
        string said = await proposed.Content.ReadAsStringAsync();
        Assert.True(JsonElement.Parse(said).GetProperty("result").GetProperty("structuredContent").TryGetProperty("proposal", out JsonElement proposal), said);
        string id = proposal.GetProperty("id").GetString()!;
        JsonElement open = (await app.JsonAsync($"/v1/merchant/proposals/{id}"))!.Value;
        using HttpResponseMessage asked = await app.PostAsync($"/v1/merchant/proposals/{id}/token", "");
        string token = JsonElement.Parse(await asked.Content.ReadAsStringAsync()).GetProperty("approvalToken").GetString()!;
        using HttpResponseMessage approved = await app.PostAsync($"/v1/merchant/proposals/{id}/approve", $$"""{"token":"{{token}}","author":"Nino"}""");
        JsonElement done = (await app.JsonAsync($"/v1/merchant/proposals/{id}"))!.Value;
        using HttpResponseMessage undone = await app.PostAsync($"/v1/merchant/proposals/{id}/undo", """{"author":"Nino"}""");

        Assert.DoesNotContain(token, said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        Assert.Equal("open", open.GetProperty("state").GetString());
        Assert.False(open.TryGetProperty("approvalToken", out _));
        Assert.Equal("mcp agent", done.GetProperty("askedBy").GetString());
        Assert.False(done.TryGetProperty("approvalToken", out _));
        Assert.Equal(HttpStatusCode.OK, undone.StatusCode);
        Assert.Null(await app.JsonAsync("/v1/merchant/proposals/0000"));
    }
}
