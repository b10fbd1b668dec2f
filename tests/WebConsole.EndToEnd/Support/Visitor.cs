using System.Globalization;
using Microsoft.Playwright;

namespace WebConsole.EndToEnd.Support;

/// <summary>Someone at a browser.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly List<string> _events = [];
    private readonly DateTimeOffset _came = DateTimeOffset.UtcNow;

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
        page.FrameNavigated += (_, frame) => Note($"at {frame.Url}");
        page.Response += (_, response) => { if (response.Status >= 400) Note($"{response.Status} {response.Url}"); };
        page.WebSocket += (_, socket) => Follow(socket);
    }

    /// <summary>Gets each line of what a browser went through, when its visitor leaves: xUnit shows it of a failed test.</summary>
    public static Action<string>? Report { get; set; }

    public IPage Page { get; }

    /// <summary>Errors and warnings that the browser's console has shown.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator TestId(string id) => Page.GetByTestId(id);

    public void ForgetComplaints() => _complaints.Clear();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        foreach (var line in _events.Concat(_complaints))
            Report?.Invoke(line);
    }

    private void Follow(IWebSocket socket)
    {
        var (received, sent) = (0, 0);
        Note($"opens {socket.Url}");
        socket.FrameReceived += (_, frame) => { if (received++ == 0) Note($"hears from {socket.Url}"); };
        socket.FrameSent += (_, frame) => { if (sent++ == 0) Note($"speaks to {socket.Url}"); };
        socket.SocketError += (_, error) => Note($"{socket.Url}: {error}");
        socket.Close += (_, _) => Note($"closed {socket.Url} after {received} messages");
    }

    private void Note(string what)
    {
        lock (_events)
            _events.Add(string.Create(CultureInfo.InvariantCulture, $"{(DateTimeOffset.UtcNow - _came).TotalSeconds:0.0} s: {what}"));
    }
}
