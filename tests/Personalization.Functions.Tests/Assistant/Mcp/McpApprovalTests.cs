using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Assistant.Proposals;

namespace Personalization.Functions.Tests.Assistant.Mcp;

/// <summary>A program with the key of an MCP client tries to approve what it has proposed itself.</summary>
[Trait("Feature", "S90")]
[Trait("Feature", "S136")]
public sealed class McpApprovalTests(McpWorld world) : IClassFixture<McpWorld>
{
    private const string Draft = """ "name":"segment_draft","arguments":{"name":"Agents own","not_ordered_days":77} """;

    public static TheoryData<string, string> Ways => new()
    {
        { "POST", "/v1/merchant/chat" }, { "POST", "/v1/merchant/chat/completions" }, { "GET", "/v1/merchant/proposals/{id}" }, { "GET", "/v1/merchant/proposals" },
        { "POST", "/v1/merchant/proposals/{id}/token" }, { "POST", "/v1/merchant/proposals/{id}/approve" }, { "POST", "/v1/merchant/proposals/{id}/undo" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task ClientKey_EveryWayToATokenOrAChange_IsShut(string method, string path)
    {
        Proposal proposal = await ProposeAsync();
        foreach ((string header, string value) in (List<(string, string)>)[("x-functions-key", McpWorld.ClientKey), ("Authorization", "Bearer " + McpWorld.ClientKey), ("x-api-key", McpWorld.ClientKey)])
        {
            (HttpStatusCode status, string text) = await SendAsync(method, path, proposal, header, value);

            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.DoesNotContain(Desk.TokenFor(proposal), text, StringComparison.Ordinal);
        }
        Assert.Equal(ProposalState.Open, (await Desk.FindAsync(proposal.Id, default))!.State);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task KeyUsedForBoth_TellsNoTokenAndApprovesNothing(string method, string path)
    {
        Proposal proposal = await ProposeAsync();

        (HttpStatusCode status, string text) = await SendAsync(method, path, proposal, "x-functions-key", McpWorld.CarelessKey);

        Assert.Equal(method == "GET" ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        Assert.DoesNotContain(Desk.TokenFor(proposal), text, StringComparison.Ordinal);
        Assert.Equal(ProposalState.Open, (await Desk.FindAsync(proposal.Id, default))!.State);
    }

    [Theory]
    [InlineData("x-functions-key", AppWorld.Key)]
    [InlineData("Authorization", "Bearer " + AppWorld.Key)]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("x-api-key", "")]
    [InlineData("x-api-key", "wrong")]
    public async Task Mcp_AnyOtherKey_IsRefused(string header, string value)
    {
        (HttpResponseMessage answer, JsonElement body) = await world.AskAsync("tools/list", "", ("Authorization", null), (header, value));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Contains("Mcp__Keys__", body.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FunctionKey_OfAPersonsConsole_GetsTheTokenOnlyByAskingForIt()
    {
        Proposal proposal = await ProposeAsync();
        string token = Desk.TokenFor(proposal);

        Assert.DoesNotContain(token, (await SendAsync("GET", "/v1/merchant/proposals/{id}", proposal, "x-functions-key", AppWorld.Key)).Text, StringComparison.Ordinal);
        Assert.Contains(token, (await SendAsync("POST", "/v1/merchant/proposals/{id}/token", proposal, "x-functions-key", AppWorld.Key)).Text, StringComparison.Ordinal);
        world.Time.Advance(ProposalLimits.Life);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync("POST", "/v1/merchant/proposals/{id}/token", proposal, "x-functions-key", AppWorld.Key)).Status);
        Assert.Equal("mcp agent", (await Desk.FindAsync(proposal.Id, default))!.AskedBy);
    }

    private ProposalDesk Desk => world.Services.GetRequiredService<ProposalDesk>();

    private async Task<Proposal> ProposeAsync()
    {
        world.Time.Advance(TimeSpan.FromMinutes(1));
        (_, JsonElement body) = await world.AskAsync("tools/call", Draft);
        Assert.True(body.GetProperty("result").GetProperty("structuredContent").TryGetProperty("proposal", out JsonElement proposal), body.GetRawText());
        Proposal found = (await Desk.FindAsync(proposal.GetProperty("id").GetString()!, default))!.Proposal;
        Assert.DoesNotContain(Desk.TokenFor(found), body.GetRawText(), StringComparison.Ordinal);
        return found;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(string method, string path, Proposal proposal, string header, string value)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path.Replace("{id}", proposal.Id, StringComparison.Ordinal));
        if (method != "GET")
            request.Content = new StringContent(
                JsonSerializer.Serialize(new { message = "Create a segment \"Agents other\" of customers who have not ordered for 78 days", author = "Nino", token = Desk.TokenFor(proposal) }), System.Text.Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation(header, value);
        using HttpResponseMessage answer = await world.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
