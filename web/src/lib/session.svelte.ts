/** Who sits before the screen. The session itself is a cookie that scripts cannot read; here stands only what the API says of it. */
import { ApiFault, ask, reach, reconnect, whenSignedOut } from '$api/client';
import { forgetOthers } from './saved-form';
import { ViewerQuery } from '$api/person';
import type { ResultOf } from '$api/graphql';

type Answer = ResultOf<typeof ViewerQuery>;

class Session {
	viewer = $state.raw<Answer['viewer']>(null);
	demo = $state(false);
	demoTokens = $state.raw<readonly string[]>([]);
	status = $state<'loading' | 'ready' | 'failed'>('loading');
	/** Somebody was signed in on this page, and is no longer by no act of theirs. */
	ended = $state(false);

	async load(): Promise<void> {
		try {
			const { viewer, server } = await ask(ViewerQuery, {});
			this.viewer = viewer;
			if (viewer) forgetOthers(viewer.person.id);
			this.demo = server.demo;
			this.demoTokens = server.demoTokens;
			this.status = 'ready';
		} catch {
			this.status = 'failed';
		}
	}

	/** Exchanges a bearer token for the cookie; false when the server does not know it (any more). */
	async enter(token: string): Promise<boolean> {
		const answer = await reach('/session', {
			method: 'POST',
			headers: { Authorization: `Bearer ${token}` }
		});
		if (!answer.ok) return false;
		this.ended = false;
		reconnect();
		await this.load();
		return this.viewer !== null;
	}

	/** The API says that nobody is signed in: what the page shows of a person is old. */
	async expired(): Promise<void> {
		if (!this.viewer) return;
		await this.load();
		this.ended = this.viewer === null;
		if (this.ended) reconnect();
	}

	/** Throws when the server did not hear of it: then the cookie is still there. */
	async leave(): Promise<void> {
		forgetOthers();
		const answer = await reach('/session', { method: 'DELETE' });
		if (!answer.ok) throw new ApiFault('OFFLINE', []);
		this.viewer = null;
		reconnect();
		await this.load();
	}

	/** What one may do has changed by one's own act: the connection that is open knows what one was when it was made. */
	async changed(): Promise<void> {
		reconnect();
		await this.load();
	}

	has(...roles: string[]): boolean {
		return this.viewer?.roles.some((grant) => roles.includes(grant.role)) ?? false;
	}

	/** May see the volunteers' list: volunteers and staff of some event. */
	get helps(): boolean {
		return this.has('VOLUNTEER', 'COORDINATOR', 'ORGANISER', 'ADMIN');
	}

	get staff(): boolean {
		return this.has('COORDINATOR', 'ORGANISER', 'ADMIN');
	}
}

export const session = new Session();
whenSignedOut(() => void session.expired());
