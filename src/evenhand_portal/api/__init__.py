"""The interface for programs: tokens, everything readable, every act, and signed webhooks."""
