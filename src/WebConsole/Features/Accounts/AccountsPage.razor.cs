using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Components.Shared.Actions;
using WebConsole.Hypervisor;
using WebConsole.Security;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Accounts;

/// <summary>
/// Shows the sessions, and the roles of Unix groups. Users see their own sessions, administrators see all.
/// </summary>
public sealed partial class AccountsPage
{
    private ClaimsPrincipal _user = new();
    private ImmutableArray<Session> _sessions = [];

    [Inject]
    public required SessionRegistry Sessions { get; set; }

    [Inject]
    public required AvailableActions Available { get; set; }

    [Inject]
    public required ActionRunner Runner { get; set; }

    [Inject]
    public required RoleMap Roles { get; set; }

    [Inject]
    public required HostAccountsStatus HostAccounts { get; set; }

    [Inject]
    public required AuthenticationStateProvider AuthenticationState { get; set; }

    private Guid? Own => SessionPrincipal.IdOf(_user);

    private bool SeesAll => Sessions.Current.Length == _sessions.Length;

    protected override async Task OnInitializedAsync()
    {
        _columns = Columns();
        _user = (await AuthenticationState.GetAuthenticationStateAsync()).User;
        Listen(handler => Sessions.Changed += handler, handler => Sessions.Changed -= handler);
        // "Last in use" changes with time.
        Tick(TimeSpan.FromSeconds(30));
        Refresh();
    }

    protected override bool Refresh()
    {
        _sessions = [.. Sessions.Current.Where(session => Available.May(Right.See, ((ISubject)session).Id))];
        return true;
    }

    private ObjectAction? End(Session session) => Available.For(session).Find("end");

    private static string Means(Role role) => role switch
    {
        Role.Administrator => "everything",
        Role.Operator => "starts, stops and enters machines",
        _ => "looks, changes nothing",
    };
}
