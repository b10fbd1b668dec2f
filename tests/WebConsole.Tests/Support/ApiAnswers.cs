using System.Net;
using System.Text.Json;
using Xunit;

namespace WebConsole.Tests.Support;

/// <summary>What the API answers.</summary>
internal static class ApiAnswers
{
    /// <summary>The answer is a problem with this status, and says this. Of several requests, <paramref name="of"/> names the one in the failure's text.</summary>
    public static async Task ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, string says, string of = "")
    {
        using (answer)
        {
            Assert.Equal((of, status), (of, answer.StatusCode));
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains(says, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    public static string? TextOf(JsonElement element, string property) => element.GetProperty(property).GetString();
}
