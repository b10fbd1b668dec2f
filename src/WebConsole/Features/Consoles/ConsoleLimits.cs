using Microsoft.Extensions.Options;
using WebConsole.Security;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Consoles;

/// <summary>
/// Limits open consoles and openings, so that neither one person nor all together can exhaust the server, and one
/// person can't lock out the others.
/// </summary>
internal sealed class ConsoleLimits(IOptions<ConsoleOptions> options, TimeProvider time)
{
    /// <summary>
    /// The most openings, because each asks libvirt. It is more than a person needs to reload all consoles.
    /// </summary>
    public static readonly Allowance Openings = new(Most: 32, Return: TimeSpan.FromSeconds(0.5));

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Person> _persons = new(StringComparer.Ordinal);
    private int _total;

    /// <summary>
    /// Takes a place for <paramref name="person"/>
    /// (<see cref="SessionPrincipal.PersonOf(System.Security.Claims.ClaimsPrincipal)"/>), which is released by
    /// disposing; <c>null</c> if there is none.
    /// </summary>
    public IDisposable? TryEnter(string person)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (!_persons.TryGetValue(person, out var known))
                _persons[person] = known = new Person(now);
            if (_total >= options.Value.Total || known.Open >= options.Value.PerUser || known.Openings.Left(now, time) < 1)
                return null;
            known.Openings.Take(1);
            _total++;
            known.Open++;
            return new Place(this, known);
        }
    }

    private void Leave(Person person)
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            _total--;
            person.Open--;
            foreach (var (name, _) in _persons.Where(other => other.Value.Open == 0 && other.Value.Openings.IsFull(now, time)).ToArray())
                _persons.Remove(name);
        }
    }

    private sealed class Person(long now)
    {
        public int Open { get; set; }

        public Bucket Openings { get; } = new(ConsoleLimits.Openings, now);
    }

    private sealed class Place(ConsoleLimits limits, Person person) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                limits.Leave(person);
        }
    }
}
