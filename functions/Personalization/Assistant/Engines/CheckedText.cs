using System.Text;
using Personalization.Assistant.Checking;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Masking;

namespace Personalization.Assistant.Engines;

/// <summary>A model's words on their way to whoever asked: sentence by sentence, without what no fact bears out.</summary>
internal sealed class CheckedText(AnswerCheck check, AssistantTurn turn, MaskedText mask)
{
    private readonly Sentences sentences = new();
    private readonly StringBuilder round = new();
    private readonly string[] asked = [.. turn.Before.Where(one => one.Role is ChatRole.User).Select(one => mask.Unmask(one.Text)), turn.Question];
    private (int Facts, Grounds Grounds)? known;

    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>Whether something was put into the cart, or out of it.</summary>
    public bool Cart { get; set; }

    /// <summary>Sentences that were left out.</summary>
    public int LeftOut { get; private set; }

    /// <summary>True as long as nothing could be said.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>What can be said of what the model has said now.</summary>
    public IEnumerable<string> Take(string piece)
    {
        round.Append(piece);
        foreach (string sentence in sentences.Take(piece))
            if (Said(sentence) is { } said) yield return said;
    }

    /// <summary>What can be said of the rest.</summary>
    public IEnumerable<string> End()
    {
        if (sentences.End() is { Length: > 0 } rest && Said(rest) is { } said) yield return said;
    }

    /// <summary>The model's own words since this was asked last, for it to go on from.</summary>
    public string Round()
    {
        string all = round.ToString();
        round.Clear();
        return all;
    }

    private string? Said(string sentence)
    {
        // Facts only come between the rounds of a model.
        if (known?.Facts != turn.Evidence.Facts.Count) known = (turn.Evidence.Facts.Count, new Grounds(turn.Evidence.Facts, asked));
        string plain = mask.Unmask(PlainText.Of(sentence));
        if (string.IsNullOrWhiteSpace(plain)) return plain.Length > 0 ? plain : null;
        if (check.WrongIn(plain, known.Value.Grounds, new CheckScope(turn.Caller.Audience, Cart)) is { } wrong)
        {
            LeftOut++;
            return Instead(wrong, plain);
        }
        IsEmpty = false;
        return plain;
    }

    // Once for each kind: what the shop says of discounts and of changes, in place of what the model does.
    private string? Instead(string wrong, string sentence)
    {
        if (CheckTexts.For(wrong, turn.Caller.Audience, turn.Language) is not { } text || !told.Add(wrong)) return null;
        IsEmpty = false;
        return text + sentence[sentence.TrimEnd().Length..];
    }
}
