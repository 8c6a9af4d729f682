using Personalization.Assistant;
using Personalization.Assistant.Checking;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Evaluation;

/// <summary>
/// Looks whether an answer says any product, number or address that no fact of its conversation bears out: sentence by sentence, by the check that a model's answers go through.
/// A name may be one that the question had, to say that the shop does not have it; a number may not.
/// </summary>
internal sealed class Groundedness
{
    // What is asked of a model beyond that, its promises and deeds, is not asked of texts that code makes.
    private static readonly CheckScope Scope = new(AssistantAudience.Merchant, true);

    private readonly AnswerCheck check = new(CheckWords.Shipped);
    private readonly List<Fact> facts = [];
    private readonly List<string> asked = [];

    /// <summary>Takes a turn's question and facts, and gives the sentences that they do not bear out.</summary>
    public IReadOnlyList<string> Take(BankTurn turn, ChatReply reply, IEnumerable<Product> products)
    {
        asked.Add(turn.Say);
        facts.AddRange(products.Select(product => new ProductFact(product)));
        facts.AddRange(reply.Figures);
        facts.AddRange(reply.Things);
        facts.AddRange(reply.Texts);
        // What a proposal would do is said by code, and shown beside the answer.
        facts.AddRange(reply.Proposals.Select(proposal => new TextFact("proposal", proposal.GetRawText())));
        Grounds strict = new(facts, asked), names = new([.. facts, .. asked.Select(text => new TextFact("question", text)), new TextFact("words", "e-mail email")], asked);
        HashSet<string> ids = [.. asked.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(Plain).Where(word => word.Any(char.IsDigit) && word.Any(char.IsLetter))];
        Sentences sentences = new();
        List<string> all = [.. sentences.Take(reply.Answer), sentences.End()];
        return [.. from sentence in all where !string.IsNullOrWhiteSpace(sentence) let wrong = WrongIn(Without(sentence, ids), strict, names) where wrong is not null select $"{wrong}: {sentence.Trim()}"];
    }

    private string? WrongIn(string sentence, Grounds strict, Grounds names) =>
        check.WrongIn(sentence, strict, Scope) is { } wrong and ("number" or "address") ? wrong : check.WrongIn(sentence, names, Scope) is "name" ? "name" : null;

    // An order's number is repeated, not claimed.
    private static string Without(string sentence, HashSet<string> ids) => string.Join(' ', sentence.Split(' ').Select(word => ids.Contains(Plain(word)) ? "" : word));

    private static string Plain(string word) => word.Trim('.', ',', '!', '?', ':', ';', '\u061f', '\u060c', '"', '\n');
}
