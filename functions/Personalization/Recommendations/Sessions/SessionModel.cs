using System.Collections.Concurrent;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Predicts the next product of a session. Immutable and safe for many readers at once; a prediction adds up rows of the products of the
/// session, and allocates nothing.
/// </summary>
public sealed class SessionModel
{
    /// <summary>Scores count in 1/4096 of a unit of log-odds.</summary>
    public const int Unit = 4096;

    // How far the rows of a session are read, by rank: what only an old step hints at weakly changes nothing but the time it takes.
    private static readonly int[] Depths = [int.MaxValue, 60, 40, 24, 24, 16, 16, 16, 24];

    private readonly ConcurrentQueue<SessionSums> scratches = [];

    internal SessionModel(SessionRows rows, int[] biases, SessionEvidence evidence)
    {
        (Rows, Biases, Evidence) = (rows.Checked(biases.Length), biases, evidence.Checked(biases.Length));
        Weights = SessionWeights.Of(evidence.Blend, evidence.Last, evidence.Earlier);
    }

    /// <summary>A model of nothing.</summary>
    public static SessionModel Empty { get; } = new(SessionRows.Empty, [], SessionEvidence.None);

    /// <summary>How many products it knows; their numbers are below.</summary>
    public int Products => Rows.Count;

    internal SessionRows Rows { get; }

    internal int[] Biases { get; }

    /// <summary>What the rows were made of, as far as new visits need it.</summary>
    internal SessionEvidence Evidence { get; }

    internal SessionWeights Weights { get; }

    /// <summary>
    /// Predicts what comes next.
    /// </summary>
    /// <param name="session">Steps, oldest first, those of earlier visits before the current one; products that the model does not know are left out by the caller.</param>
    /// <param name="best">Receives products, best first; of equal ones the smaller number first. Products of the session may be among them.</param>
    /// <returns>How many were found.</returns>
    public int Predict(ReadOnlySpan<SessionStep> session, Span<ScoredProduct> best)
    {
        if (!scratches.TryDequeue(out SessionSums? sums)) sums = new SessionSums(Products);
        Sum(session, sums);
        int found = sums.Take(best, Biases);
        scratches.Enqueue(sums);
        return found;
    }

    private void Sum(ReadOnlySpan<SessionStep> session, SessionSums sums)
    {
        int steps = SessionShape.Read(session, sums.Shaped, out int lengthGroup);
        foreach (ref readonly ShapedStep step in sums.Shaped.AsSpan(0, steps))
        {
            sums.Add(step.Product, step.Role switch
            {
                StepRole.Row => Weights.Repeats[(step.Rank * SessionShape.Lengths) + lengthGroup],
                StepRole.Again => Weights.Again,
                _ => Weights.Follow,
            });
            if (step.Role is not StepRole.Row) continue;
            int from = Rows.Starts[step.Product], length = Math.Min(Rows.Starts[step.Product + 1] - from, Depths[step.Rank]);
            sums.AddRow(Rows.Products.AsSpan(from, length), Rows.Last.AsSpan(from, length), Rows.Earlier.AsSpan(from, length), Weights.Of(step));
        }
    }
}
