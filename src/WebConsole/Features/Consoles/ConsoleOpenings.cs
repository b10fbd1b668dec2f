using WebConsole.Hypervisor;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Consoles;

/// <summary>
/// Decides which openings the audit log lists one by one: the first ones of a person in a time window, and later ones
/// that are still open at its end. The others were short, and are logged as a number per console.
/// </summary>
internal sealed class ConsoleOpenings
{
    /// <summary>The most openings of one person that are listed one by one in a window.</summary>
    public const int MostTold = 10;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<ConsoleSession, ConsoleRequest> _untold = [];
    private readonly Dictionary<Place, Sum> _short = [];

    /// <summary>Records an opening; returns whether to log it now.</summary>
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

    /// <summary>Records an end; returns whether to log it, because its opening was logged.</summary>
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

    /// <summary>Ends a window; returns the unlogged openings that are still open, and the counts of short ones.</summary>
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

    /// <summary>The user and the console.</summary>
    public sealed record Place(ConsoleKind Kind, MachineId Machine, string User, string From, bool ViewOnly);

    /// <summary>The count of short openings of one console.</summary>
    public readonly record struct Sum(int Count, TimeSpan Duration, long BytesToGuest, long BytesToBrowser)
    {
        public Sum With(ConsoleSession session, TimeSpan duration) =>
            new(Count + 1, Duration + duration, BytesToGuest + session.BytesToGuest, BytesToBrowser + session.BytesToBrowser);
    }
}
