using WebConsole.Hypervisor;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Consoles;

/// <summary>
/// Which openings the audit log tells one by one: the first so many of a person in a window of time, and of the rest those
/// that are open when it ends. The others were short, and become a number for each console.
/// </summary>
internal sealed class ConsoleOpenings
{
    /// <summary>Openings of one person that are told one by one in a window.</summary>
    public const int MostTold = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<ConsoleSession, ConsoleRequest> _untold = [];
    private readonly Dictionary<Place, Sum> _short = [];

    /// <summary>Takes an opening; whether it is to be told now.</summary>
    public bool Open(ConsoleRequest request, ConsoleSession session)
    {
        var person = SessionPrincipal.PersonOf(request.User);
        lock (_lock)
        {
            var told = _told.GetValueOrDefault(person);
            if (told >= MostTold)
                _untold.Add(session, request);
            else
                _told[person] = told + 1;
            return told < MostTold;
        }
    }

    /// <summary>Takes an end; whether it is to be told, as its opening was.</summary>
    public bool Close(ConsoleRequest request, ConsoleSession session, TimeSpan duration)
    {
        lock (_lock)
        {
            if (!_untold.Remove(session))
                return true;
            var place = new Place(request.Kind, request.Machine!.Value, request.UserName, request.From, session.ViewOnly);
            _short[place] = _short.GetValueOrDefault(place).With(session, duration);
            return false;
        }
    }

    /// <summary>Ends a window: what is still open and untold, and what was short.</summary>
    public (IReadOnlyList<(ConsoleRequest Request, ConsoleSession Session)> Lasting, IReadOnlyList<(Place Place, Sum Sum)> Short) EndWindow()
    {
        lock (_lock)
        {
            var window = (_untold.Select(open => (open.Value, open.Key)).ToList(), _short.Select(sum => (sum.Key, sum.Value)).ToList());
            _told.Clear();
            _untold.Clear();
            _short.Clear();
            return window;
        }
    }

    /// <summary>Who looked where.</summary>
    public sealed record Place(ConsoleKind Kind, MachineId Machine, string User, string From, bool ViewOnly);

    /// <summary>What short openings of one console come to.</summary>
    public readonly record struct Sum(int Count, TimeSpan Duration, long BytesToGuest, long BytesToBrowser)
    {
        public Sum With(ConsoleSession session, TimeSpan duration) =>
            new(Count + 1, Duration + duration, BytesToGuest + session.BytesToGuest, BytesToBrowser + session.BytesToBrowser);
    }
}
