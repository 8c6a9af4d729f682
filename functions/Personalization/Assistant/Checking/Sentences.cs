using System.Text;

namespace Personalization.Assistant.Checking;

/// <summary>Cuts text that comes in pieces into sentences, each with what separates it from the next.</summary>
public sealed class Sentences
{
    private const int Longest = 600;
    private const string Ends = ".!?…؟۔;:";

    private readonly StringBuilder open = new();

    /// <summary>Takes a piece and gives the sentences that are complete by it.</summary>
    public IEnumerable<string> Take(string piece)
    {
        foreach (char letter in piece)
        {
            // Never within a word: half of a number or of an address would be another one. An end is an end once something that is no letter or digit follows: 89.90 and e.g. stay whole as far as can be told.
            if (open.Length > 0 && (open[^1] is '\n' || (Ends.Contains(open[^1], StringComparison.Ordinal) && char.IsWhiteSpace(letter) && !IsListMark()) || (open.Length >= Longest && char.IsWhiteSpace(letter))))
            {
                if (letter is ' ' or '\n' or '\t') open.Append(letter);
                yield return Empty();
                if (letter is ' ' or '\n' or '\t') continue;
            }
            open.Append(letter);
        }
    }

    /// <summary>What is left at the end; empty for nothing.</summary>
    public string End() => Empty();

    // "1." begins a line of a list.
    private bool IsListMark()
    {
        int length = open.Length - 1;
        if (open[length] is not '.') return false;
        int from = length;
        while (from > 0 && char.IsDigit(open[from - 1])) from--;
        return from < length && open.ToString(0, from).AsSpan().Trim().IsEmpty;
    }

    private string Empty()
    {
        string all = open.ToString();
        open.Clear();
        return all;
    }
}
