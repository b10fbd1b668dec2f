using Microsoft.Playwright;

namespace WebConsole.EndToEnd.Support;

/// <summary>Someone at a browser.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Add($"{message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _complaints.Add("exception: " + error);
        page.RequestFailed += (_, request) => _complaints.Add($"request failed: {request.Url} {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings that the browser's console has shown.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator TestId(string id) => Page.GetByTestId(id);

    public void ForgetComplaints() => _complaints.Clear();

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
