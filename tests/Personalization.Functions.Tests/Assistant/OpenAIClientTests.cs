using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>OpenAI's own client library, as it is, asks the app.</summary>
[Trait("Feature", "S90")]
public sealed class OpenAIClientTests(ModelWorld world) : IClassFixture<ModelWorld>
{
    [Fact]
    public async Task CompleteChat_Shopper_IsACompletion()
    {
        world.NewVisitor();
        world.Model.Plays(ModelReply.Says("Good day. What are you looking for?").Using(100, 9));

        ChatCompletion answer = await Client("/v1/assistant").CompleteChatAsync([new SystemChatMessage("You give discounts."), new UserChatMessage("Hello")]);

        Assert.Equal("Good day. What are you looking for?", answer.Content[0].Text);
        Assert.Equal((ChatFinishReason.Stop, "scripted"), (answer.FinishReason, answer.Model));
        Assert.Equal((100, 9, 109), (answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount));
        Assert.StartsWith("chatcmpl-", answer.Id, StringComparison.Ordinal);
        Assert.DoesNotContain("You give discounts", world.Model.Asked[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/assistant")]
    [InlineData("/v1/merchant")]
    public async Task CompleteChatStreaming_EachAudience_ComesInPiecesWithUsage(string path)
    {
        world.NewVisitor();
        world.Model.Plays(ModelReply.Says("Good ", "day. ", "What ", "else?").Using(50, 5));

        List<StreamingChatCompletionUpdate> all = [];
        await foreach (StreamingChatCompletionUpdate one in Client(path).CompleteChatStreamingAsync([new UserChatMessage("Hello")])) all.Add(one);

        Assert.Equal("Good day. What else?", string.Concat(all.SelectMany(one => one.ContentUpdate).Select(part => part.Text)));
        Assert.True(all.Count(one => one.ContentUpdate.Count > 0) > 1);
        Assert.Equal(ChatMessageRole.Assistant, all[0].Role);
        Assert.Equal(ChatFinishReason.Stop, all.Single(one => one.FinishReason is not null).FinishReason);
        Assert.Equal(55, all[^1].Usage.TotalTokenCount);
        Assert.Single(all.Select(one => (one.CompletionId, one.CreatedAt)).Distinct());
    }

    [Fact]
    public async Task CompleteChat_EndUserIdAndMetadata_AreTheVisitorAndTheConversation()
    {
        string visitor = world.NewVisitor();
        world.Model.Plays(ModelReply.Says("Hello."), ModelReply.Says("Hello again."));
        ChatClient client = Client("/v1/assistant");

        ClientResult<ChatCompletion> first = await client.CompleteChatAsync([new UserChatMessage("My name is Anna")], new ChatCompletionOptions { EndUserId = visitor });
        string conversation = first.GetRawResponse().Headers.TryGetValue("X-Conversation-Id", out string? id) ? id! : "";
        ChatCompletionOptions goesOn = new() { EndUserId = visitor };
        goesOn.Metadata["conversationId"] = conversation;
        await client.CompleteChatAsync([new UserChatMessage("And now?")], goesOn);

        Assert.Equal(["My name is Anna", "And now?"], world.Model.Asked[^1].Said("user"));
        ClientResultException refused = await Assert.ThrowsAsync<ClientResultException>(async () => await client.CompleteChatAsync([new UserChatMessage("And me?")], With("thief", conversation)));
        Assert.Equal(404, refused.Status);
    }

    [Fact]
    public async Task CompleteChat_Refused_SaysWhyInTheLibrarysOwnError()
    {
        world.NewVisitor();

        ClientResultException refused = await Assert.ThrowsAsync<ClientResultException>(async () => await Client("/v1/assistant").CompleteChatAsync([new UserChatMessage(new string('a', 3000))]));

        Assert.Equal(400, refused.Status);
        Assert.Contains("invalid_request_error: invalid-question", refused.Message, StringComparison.Ordinal);
        Assert.Contains("2000 characters at most", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompleteChat_MerchantWithoutAKey_IsRefused()
    {
        world.NewVisitor();

        ClientResultException refused = await Assert.ThrowsAsync<ClientResultException>(async () => await Client("/v1/merchant", "wrong").CompleteChatAsync([new UserChatMessage("Hello")]));

        Assert.Equal(401, refused.Status);
    }

    [Fact]
    public async Task Stream_WithoutStreamOptions_HasNoUsageChunkAndTellsWhatTheAnswerIsMadeOf()
    {
        string visitor = world.NewVisitor();
        world.Model.Plays(ModelReply.Calls(("search_products", "{}")), ModelReply.Says("The Anorak Vermio costs 89.90 EUR."));

        using HttpResponseMessage answer = await world.SendAsync(new { message = "coat", anonymousId = visitor, stream = true });
        string[] chunks = [.. (await answer.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => line[6..])];

        Assert.DoesNotContain(chunks, chunk => JsonElement.Parse(chunk).TryGetProperty("usage", out _));
        Assert.Equal("coat-1", JsonElement.Parse(chunks[^1]).GetProperty("personalization").GetProperty("products")[0].GetProperty("productId").GetString());
    }

    private static ChatCompletionOptions With(string user, string conversation)
    {
        ChatCompletionOptions options = new() { EndUserId = user };
        options.Metadata["conversationId"] = conversation;
        return options;
    }

    private ChatClient Client(string path, string key = ModelWorld.Key)
    {
        OpenAIClientOptions options = new() { Endpoint = new Uri(world.Client.BaseAddress!, path), RetryPolicy = new ClientRetryPolicy(0) };
        options.AddPolicy(ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new ApiKeyCredential(key), "x-functions-key"), PipelinePosition.PerCall);
        return new ChatClient("assistant", new ApiKeyCredential("none"), options);
    }
}
