using Personalization.Assistant.Checking;
using Personalization.Assistant.Tools;

namespace Personalization.Evaluation;

/// <summary>Looks whether an answer says anything that no fact of its conversation bears out: sentence by sentence, by the check that a model's answers go through.</summary>
internal sealed class Groundedness
{
    private readonly AnswerCheck check = new(CheckWords.Shipped);
    private readonly List<Fact> facts = [];
    private readonly List<string> asked = [];

    /// <summary>Takes a turn's question and facts, and gives the sentences that they do not bear out.</summary>
    public IReadOnlyList<string> Take(BankTurn turn, ChatReply reply, IEnumerable<Personalization.Catalog.Product> products)
    {
        asked.Add(turn.Say);
        facts.AddRange(products.Select(product => new ProductFact(product)));
        facts.AddRange(reply.Figures);
        facts.AddRange(reply.Things);
        facts.AddRange(reply.Texts);
        // What a proposal would do is said by code, and shown beside the answer.
        facts.AddRange(reply.Proposals.Select(proposal => new TextFact("proposal", proposal.GetRawText())));
        Grounds grounds = new(facts, asked);
        Sentences sentences = new();
        List<string> all = [.. sentences.Take(reply.Answer), sentences.End()];
        return [.. from sentence in all where !string.IsNullOrWhiteSpace(sentence) let wrong = check.WrongIn(sentence, grounds) where wrong is not null select $"{wrong}: {sentence.Trim()}"];
    }
}
