using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Personalization.Catalog;

namespace Personalization.Evaluation;

/// <summary>What came of one question.</summary>
/// <param name="Item">The conversation.</param>
/// <param name="Turn">Which of its questions, from 0.</param>
/// <param name="Reply">The answer; null where the request was refused.</param>
/// <param name="Wrong">What is not as expected.</param>
/// <param name="Groundless">Sentences that no fact bears out.</param>
/// <param name="Took">Until the whole answer was there.</param>
internal sealed record AnswerRecord(BankItem Item, int Turn, ChatReply? Reply, IReadOnlyList<string> Wrong, IReadOnlyList<string> Groundless, TimeSpan Took)
{
    public bool Refuses => Item.Turns[Turn].Expect?.Refuses == true;
}

/// <summary>Asks the questions of a bank, one after the other.</summary>
internal sealed class EvaluationRun(EvaluationShop shop)
{
    public async Task<IReadOnlyList<AnswerRecord>> AskAsync(IEnumerable<BankItem> bank)
    {
        List<AnswerRecord> records = [];
        foreach (BankItem item in bank)
        {
            Groundedness groundedness = new();
            string? conversation = null;
            for (int turn = 0; turn < item.Turns.Count; turn++)
            {
                AnswerRecord record = await AskAsync(item, turn, conversation, groundedness);
                records.Add(record);
                conversation = record.Reply?.ConversationId;
            }
        }
        return records;
    }

    private async Task<AnswerRecord> AskAsync(BankItem item, int number, string? conversation, Groundedness groundedness)
    {
        BankTurn turn = item.Turns[number];
        using HttpRequestMessage request = new(HttpMethod.Post, item.Audience is "merchant" ? "/v1/merchant/chat" : "/v1/assistant/chat");
        request.Content = new StringContent(Body(item, turn, conversation), Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
        long from = TimeProvider.System.GetTimestamp();
        using HttpResponseMessage answer = await shop.App.Client.SendAsync(request);
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        TimeSpan took = TimeProvider.System.GetElapsedTime(from);
        if (!answer.IsSuccessStatusCode) return new AnswerRecord(item, number, null, [$"{(int)answer.StatusCode} {Encoding.UTF8.GetString(body)}"], [], took);
        ChatReply reply = ChatReply.Read(body);
        IReadOnlyList<Product> products = await shop.ProductsAsync(reply.Products.Select(product => product.ProductId));
        return new AnswerRecord(item, number, reply, Verdicts.Of(item, turn, reply, products), groundedness.Take(turn, reply, products), took);
    }

    private static string Body(BankItem item, BankTurn turn, string? conversation) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["message"] = turn.Say, ["conversationId"] = conversation, ["anonymousId"] = item.Audience is "shopper" ? "eval-" + item.Id : null, ["author"] = item.Audience is "merchant" ? "evaluation" : null,
        ["cart"] = item.Cart, ["productId"] = item.ProductId,
    }.Where(pair => pair.Value is not null).ToDictionary());
}
