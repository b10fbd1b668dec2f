using System.Xml.Linq;
using Libvirt;
using Libvirt.Xml;
using WebConsole.Hypervisor;

namespace WebConsole.Features.Machines.Displays;

/// <summary>
/// The passwords that displays have for a moment, and those that they had before: libvirt knows one at a time. They are
/// in memory only.
/// </summary>
public sealed class LentPasswords
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(MachineId Machine, string Type), Loan> _loans = [];

    /// <summary>Gives a running display a password until a time, and remembers its own.</summary>
    /// <param name="domain">The machine.</param>
    /// <param name="key">The machine, and the type of the display.</param>
    /// <param name="password">The password.</param>
    /// <param name="until">The last second in which it opens the display, UTC, as libvirt writes it.</param>
    /// <returns>False where the display asks for no password: QEMU can't make it ask while it runs.</returns>
    /// <exception cref="LibvirtException">The display takes no other password, or the machine does not run.</exception>
    public bool Lend(Domain domain, (MachineId Machine, string Type) key, string password, string until)
    {
        if (DisplayOf(domain, key.Type) is not { HasPassword: true } display)
            return false;
        lock (_lock)
        {
            var own = (PasswordOf(display), display.PasswordValidTo);
            if (!_loans.TryGetValue(key, out var loan) || !loan.All.Contains(own.Item1!))
                _loans[key] = loan = new Loan(own);
            loan.All.Add(password);
            loan.Running.Add(password);
        }
        Set(domain, display, password, until);
        return true;
    }

    /// <summary>
    /// Ends a password: the display gets its own back, unless it has another by now, which somebody has set, or which ends
    /// by itself. It can be called again.
    /// </summary>
    /// <exception cref="LibvirtException">libvirt can't do it now.</exception>
    public void GiveBack(LibvirtConnection connection, (MachineId Machine, string Type) key, string password)
    {
        Loan? loan;
        bool isLast;
        lock (_lock)
        {
            if (!_loans.TryGetValue(key, out loan) || !loan.Running.Contains(password))
                return;
            isLast = loan.Running.Count == 1;
        }
        if (FindOrNull(connection, key.Machine) is { } domain)
        {
            using (domain)
            {
                bool HasLent(GraphicsXml? display) => display is { HasPassword: true } && (PasswordOf(display) == password || (isLast && loan.All.Contains(PasswordOf(display)!)));
                if (!domain.IsActive)
                    GiveBackInSavedMemory(domain, key.Type, HasLent, loan);
                // A machine that has been started anew has its own.
                else if (DisplayOf(domain, key.Type) is { } display && HasLent(display))
                    Set(domain, display, loan.Own.Password, loan.Own.ValidTo);
            }
        }
        lock (_lock)
        {
            loan.Running.Remove(password);
            if (loan.Running.Count == 0 && _loans.GetValueOrDefault(key) == loan)
                _loans.Remove(key);
        }
    }

    /// <summary>Whether a password is lent, and has not been ended.</summary>
    public bool IsLent((MachineId Machine, string Type) key, string password)
    {
        lock (_lock)
            return _loans.TryGetValue(key, out var loan) && loan.Running.Contains(password);
    }

    /// <summary>The definition in force of a machine, with its secrets: each display has its own password there, also while another is lent.</summary>
    /// <returns><c>null</c> for a machine that does not run, or whose definition no XML reader takes.</returns>
    /// <exception cref="LibvirtException">libvirt does not tell.</exception>
    public XElement? InForce(Domain domain, MachineId machine)
    {
        // A password that is ended while libvirt answers may be in its answer still.
        var before = LoansOf(machine);
        if (!domain.IsActive || !SafeXml.TryParseRoot(domain.GetXml(DomainXmlFlags.Secure), "domain", out var root))
            return null;
        PutOwnInto(root, [.. before, .. LoansOf(machine)]);
        return root;
    }

    private (string Type, Loan Loan)[] LoansOf(MachineId machine)
    {
        lock (_lock)
            return [.. _loans.Where(loan => loan.Key.Machine == machine).Select(loan => (loan.Key.Type, loan.Value))];
    }

    private void PutOwnInto(XElement root, (string Type, Loan Loan)[] loans)
    {
        foreach (var display in new DomainXml(root).Graphics)
        {
            var password = PasswordOf(display);
            Loan? lent;
            lock (_lock)
                lent = password is null ? null : loans.FirstOrDefault(loan => loan.Type == display.Type && loan.Loan.All.Contains(password)).Loan;
            if (lent is null)
                continue;
            display.SetPassword(lent.Own.Password);
            display.PasswordValidTo = lent.Own.ValidTo;
        }
    }

    private static Domain? FindOrNull(LibvirtConnection connection, MachineId machine)
    {
        try
        {
            return connection.LookupDomain(machine.Uuid);
        }
        catch (LibvirtException gone) when (gone.Code is LibvirtErrorCode.NoDomain)
        {
            return null;
        }
    }

    private static GraphicsXml? DisplayOf(Domain domain, string type) =>
        DomainXml.TryParse(domain.GetXml(DomainXmlFlags.Secure), out var live) ? live.Graphics.FirstOrDefault(display => display.Type == type) : null;

    private static string? PasswordOf(GraphicsXml display) => display.Element.Attribute("passwd")?.Value;

    /// <summary>A machine that was saved meanwhile would go on with a password that has ended.</summary>
    private static void GiveBackInSavedMemory(Domain domain, string type, Func<GraphicsXml?, bool> hasLent, Loan loan)
    {
        if (!domain.HasManagedSave || !SafeXml.TryParseRoot(domain.GetManagedSaveXml(secure: true), "domain", out var root))
            return;
        var display = new DomainXml(root).Graphics.FirstOrDefault(display => display.Type == type);
        if (!hasLent(display))
            return;
        display!.SetPassword(loan.Own.Password);
        display.PasswordValidTo = loan.Own.ValidTo;
        domain.DefineManagedSave(root.ToString());
    }

    private static void Set(Domain domain, GraphicsXml display, string? password, string? until)
    {
        display.SetPassword(password);
        display.PasswordValidTo = until;
        domain.UpdateDevice(display.ToXml(), DomainModificationImpact.Live);
    }

    private sealed class Loan((string? Password, string? ValidTo) own)
    {
        public (string? Password, string? ValidTo) Own => own;

        /// <summary>All that were lent since the display had its own.</summary>
        public HashSet<string> All { get; } = new(StringComparer.Ordinal);

        /// <summary>Those that have not ended.</summary>
        public HashSet<string> Running { get; } = new(StringComparer.Ordinal);
    }
}
