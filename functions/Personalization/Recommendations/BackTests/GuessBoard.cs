namespace Personalization.Recommendations.BackTests;

/// <summary>Counts guesses.</summary>
public sealed class GuessBoard
{
    /// <summary>Guesses that a hit may be among.</summary>
    public const int Guesses = 20;

    private int hits;
    private double reciprocals;

    /// <summary>How many tries there were.</summary>
    public int Tries { get; private set; }

    /// <summary>The score so far.</summary>
    public BackTestScore Score => Tries == 0 ? new BackTestScore(0, 0, 0) : new BackTestScore(Tries, (double)hits / Tries, reciprocals / Tries);

    /// <summary>Counts a try.</summary>
    /// <param name="place">Place of the answer among the guesses, from 0; below 0 when it is not there.</param>
    public void Add(int place)
    {
        Tries++;
        if (place is < 0 or >= Guesses) return;
        hits++;
        reciprocals += 1.0 / (place + 1);
    }
}
