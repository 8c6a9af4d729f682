namespace Personalization.Recommendations.BackTests;

/// <summary>How good guesses were.</summary>
/// <param name="Tries">How many there were.</param>
/// <param name="HitRate">Share of tries whose answer was among the first twenty guesses.</param>
/// <param name="Mrr">Mean of 1 / place of the answer; 0 where it was not among them.</param>
public sealed record BackTestScore(int Tries, double HitRate, double Mrr);

/// <summary>One way of testing, and how the models did.</summary>
/// <param name="Name"><c>sessions</c>: the next product looked at; <c>baskets</c>: the other products of an order.</param>
/// <param name="Candidate">The new model.</param>
/// <param name="InService">The model in service; null where there is none or it has seen the test.</param>
/// <param name="Popularity">What is popular, whoever asks.</param>
public sealed record BackTestMeasure(string Name, BackTestScore Candidate, BackTestScore? InService, BackTestScore Popularity);

/// <summary>What a back-test has found.</summary>
/// <param name="Passes">Whether the new model may go into service.</param>
/// <param name="Verdict">Why, in words.</param>
/// <param name="From">Everything before was learned from, everything after was guessed; null where nothing was tested.</param>
/// <param name="Measures">The figures.</param>
public sealed record BackTestReport(bool Passes, string Verdict, DateTimeOffset? From, IReadOnlyList<BackTestMeasure> Measures);

/// <summary>Limits of a back-test.</summary>
/// <param name="ToleratedLoss">Which share of the hit rate, or of the MRR, of the model in service a new one may lose: 0.1 is a tenth.</param>
/// <param name="FewestTries">With fewer guesses nothing is decided.</param>
public sealed record BackTestLimits(double ToleratedLoss = 0.1, int FewestTries = 200);
