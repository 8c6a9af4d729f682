namespace Personalization.Recommendations.Sessions;

/// <summary>Says what somebody is going to look at or buy next. Products are named by their places in a log. Used by one thread.</summary>
public interface ISessionPredictor
{
    /// <summary>Fills the best guesses, best first, and says how many there are.</summary>
    /// <param name="products">What was looked at or bought so far, oldest first.</param>
    /// <param name="best">Takes the guesses; none twice.</param>
    int Predict(ReadOnlySpan<int> products, Span<int> best);
}
